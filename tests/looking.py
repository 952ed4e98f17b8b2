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

# The contrast of every text with what is behind it, by the looks of its element.
CONTRASTS = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = value => value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) =>
    .2126 * light(r / 255) + .7152 * light(g / 255) + .0722 * light(b / 255);
  const behind = node => {
    const colour = channels(getComputedStyle(node).backgroundColor);
    return colour.length === 3 || colour[3] === 1 ? colour : behind(node.parentElement);
  };
  const found = {};
  for (const node of document.querySelectorAll('body *')) {
    if (![...node.childNodes].some(one => one.nodeType === 3 && one.data.trim())) continue;
    const text = luminance(channels(getComputedStyle(node).color));
    const page = luminance(behind(node));
    const [low, high] = [text, page].sort((a, b) => a - b);
    const name = node.tagName.toLowerCase() + '.' + node.className;
    found[name] = Math.min(found[name] ?? 21, (high + .05) / (low + .05));
  }
  return found;
}"""

# Bars of a calendar, names beside them included, that lie on others.
COVERED = """() => {
  const found = [], range = document.createRange();
  for (const row of document.querySelectorAll('.cal .row')) {
    const boxes = [...row.querySelectorAll('li[title]:not(.x)')].map(bar => {
      const box = bar.getBoundingClientRect();
      range.selectNodeContents(bar);
      const text = range.getBoundingClientRect();
      return { title: bar.title, top: box.top, left: Math.min(box.left, text.left),
               right: Math.max(box.right, text.right) };
    });
    for (const one of boxes) for (const other of boxes) {
      if (one !== other && one.top === other.top && one.left <= other.left
          && other.left < one.right - 2) found.push([one.title, other.title]);
    }
  }
  return found;
}"""
