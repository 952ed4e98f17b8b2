"""Looks at a page in a browser, for several tests: scripts that find what is wrong."""

# A word is broken if it takes more than one line; a label if it does.
BROKEN = """() => {
  const found = new Set(), range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility()) continue;
    for (const word of node.data.matchAll(/[\\w.@]+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (tops.size > 1) found.add(word[0]);
    }
  }
  return [...found];
}"""
