// Views of a comparison's table: all rows, those that differ, those that agree.
// The view is kept in the hash, behind the roles on compare/.
(() => {
  'use strict';
  const {el} = rolediff;
  const hides = {all: 'none', differences: 'same', similarities: 'different'};
  const names = {all: 'All', differences: 'Differences', similarities: 'Similarities'};
  const parts = () => location.hash.slice(1).split('&').filter(p => p);
  const current = () => {
    const part = parts().find(p => p.startsWith('view='));
    return part && hides[part.slice(5)] ? part.slice(5) : 'all';
  };
  let apply = () => {};

  // Puts the tools in front of the table of a comparison, if there is one inside.
  rolediff.enhance = scope => {
    const rows = [...scope.querySelectorAll('tr.same,tr.partly,tr.different')];
    if (!rows.length) return;
    const buttons = Object.keys(hides).map(view => {
      const n = rows.filter(r => r.classList.contains(hides[view])).length;
      return el('button', {type: 'button', 'data-view': view, click: () => {
        // "view=all" and not an empty hash, which would scroll to the top.
        location.replace('#' + [...parts().filter(p => !p.startsWith('view=')), 'view=' + view].join('&'));
        apply();
      }}, names[view], view == 'all' ? '' : el('small', {}, `, hides ${n || 'no'} row${n == 1 ? '' : 's'}`));
    });
    const status = el('p', {role: 'status'});
    apply = () => {
      const view = current();
      let left = 0;
      rows.forEach(r => { left += !(r.hidden = r.classList.contains(hides[view])); });
      buttons.forEach(b => b.setAttribute('aria-pressed', b.dataset.view == view));
      status.textContent = left < rows.length ? `${left} of ${rows.length} rows` : '';
    };
    apply();
    const table = rows[0].closest('table');
    let place = table;
    while (place.parentElement.children.length == 1) place = place.parentElement;
    place.before(el('div', {class: 'tools'},
      el('div', {role: 'group', 'aria-label': 'Rows'}, ...buttons),
      el('div', {role: 'group', 'aria-label': 'Take it along'}, ...rolediff.copies(table, text => { status.textContent = text; })),
      status));
  };
  addEventListener('hashchange', () => apply());
  addEventListener('DOMContentLoaded', () => rolediff.enhance(document));
})();
