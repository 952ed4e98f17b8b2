(() => {
  const form = document.querySelector('.filters');
  const rows = [...document.querySelectorAll('.cal .row')];
  const has = (row, name, value) => !value || (row.dataset[name] || '').split(' ').includes(value);
  const look = () => {
    const { team, person, service } = Object.fromEntries(new FormData(form));
    for (const row of rows) {
      row.hidden = !has(row, 'team', team) || !has(row, 'service', service)
        || !!person && !row.querySelector('.' + person);
      for (const bar of row.querySelectorAll('li')) {
        bar.classList.toggle('dim', !!person && !bar.classList.contains(person));
      }
    }
    for (const group of document.querySelectorAll('.cal .crew')) {
      group.hidden = !group.querySelector('.row:not([hidden])');
    }
    const all = rows.filter(row => row.querySelector('h4[id]'));
    const left = all.filter(row => !row.hidden).length;
    form.querySelector('output').textContent =
      left < all.length ? `${left} of ${all.length} schedules` : '';
  };
  const reveal = () => {
    const found = location.hash && document.getElementById(location.hash.slice(1));
    const folded = found && (found.closest('details') || found.querySelector(':scope > details'));
    if (!folded || folded.open) return;
    folded.open = true;
    found.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
  form.hidden = false;
  form.addEventListener('change', look);
  form.addEventListener('submit', event => event.preventDefault());
  look();
  for (const calendar of document.querySelectorAll('.cal')) {
    const today = calendar.querySelector('.days .now');
    const names = parseFloat(getComputedStyle(calendar).scrollPaddingLeft) || 0;
    if (today) calendar.scrollLeft = today.offsetLeft - names;
  }
})();
