// The roles: who they are, how to find them, and where their comparisons are.
(rd => {
  const {fold} = rd;
  let data;

  const prepare = raw => {
    data = {one: raw.one, many: raw.many, raw, by: new Map()};
    data.list = raw.roles.map(([slug, title, summary, key, aliases], index) => {
      const family = raw.families[key] || '', names = [title, ...aliases].map(fold);
      const text = names.join(' ') + ' ' + fold(family);
      const role = {index, slug, title, summary, family, aliases, names, texts: [text, text + ' ' + fold(summary)]};
      data.by.set(slug, role);
      return role;
    });
    return data;
  };
  const get = () => data || prepare(rd.roles);

  // Promises the roles: list in canonical order, by slug, and the site's noun
  // (one, many). What follows needs them.
  rd.ready = () => rd.load('roles.js', 'roles').then(get);

  // Whether a comparison has a page of its own. This mirrors plan.go.
  const hasPage = set => {
    const {pairs, trios, near} = get().raw;
    const policy = [, , pairs, trios][set.length];
    if (policy != 'related') return policy == 'all';
    const related = (i, j) => near[set[i]].includes(set[j]);
    return set.length < 3 ? related(0, 1) :
      related(0, 1) + related(0, 2) + related(1, 2) > 1;
  };

  // The address of one role or of a comparison, in canonical order.
  rd.href = (slugs, root = rd.root) => {
    const set = slugs.map(s => get().by.get(s).index).sort((a, b) => a - b);
    const [first, ...others] = set.map(i => data.list[i].slug);
    return root + (!others[0] ? first + '/index.html' :
      hasPage(set) ? first + '/vs-' + others.join('-vs-') + '.html' :
      'compare/index.html#' + [first, ...others]);
  };

  // The slugs that the address of this page names; they may be no roles. In the
  // single-file edition, where the script has no address, the hash names them.
  rd.here = () => {
    const [path, hash] = location.href.slice(rd.root.length).split('#');
    const m = /^([^/?]+)\/(vs-([^/?]+?)(\.html)?|(index(\.html)?)?)(\?|$)/.exec(path);
    return !rd.root || m && m[1] == 'compare' ? (hash || '').split('&')[0].split(',') :
      m ? [m[1], ...(m[3] ? m[3].split('-vs-') : [])] : [];
  };

  // The roles that a query finds, best first: {role, rank, alias, summary}. A rank
  // below 2 is a name in full; alias is the other name that was found; summary
  // tells that nothing else was. Every word of the query must begin a word of the
  // role.
  rd.find = query => {
    const words = rd.terms(query), whole = fold(query).trim(), found = [];
    const all = text => words.every(w => rd.at(text, w) >= 0);
    if (words[0]) get().list.forEach(role => {
      let rank = 0, name;
      for (const test of [n => n == whole, n => n.startsWith(whole), all]) {
        name = role.names.findIndex(test);
        if (name >= 0) break;
        rank += 2;
      }
      rank += name < 0 ? [...role.texts.map(all), true].indexOf(true) : name > 0;
      if (rank < 8) found.push({role, rank, alias: role.aliases[name - 1], summary: rank == 7});
    });
    return found.sort((a, b) => a.rank - b.rank || a.role.index - b.role.index);
  };
})(rolediff);
