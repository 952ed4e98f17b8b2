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
  const clock = time => time.toISOString().slice(11, 16);
  const words = time => {
    const [day, date, month] = time.toUTCString().split(/,? /);
    return `${day} ${+date} ${month} ${clock(time)}`;
  };
  for (const bar of document.querySelectorAll('.cal .many li:not([title]):not(.now)')) {
    const begins = Date.parse(bar.closest('.cal').dataset.first);
    const at = name => new Date(begins + 60_000 * bar.style.getPropertyValue(name));
    const [start, end] = [at('--a'), at('--z')];
    const isOneDay = start.getUTCDate() === end.getUTCDate();
    const label = form.querySelector(`option[value=${bar.classList[0]}]`).textContent;
    bar.title = `${label}, ${words(start)}`
      + (isOneDay ? `\u2013${clock(end)}` : ` \u2013 ${words(end)}`);
  }
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
