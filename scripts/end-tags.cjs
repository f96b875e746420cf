// For html-validate, which takes an element for open until it sees its end tag:
// writes the end tags that a page leaves out where HTML closes the element by
// itself, found by parsing it as browsers do. The first page that such a parser
// objects to ends the run; all else is left as it stands.
const optional = new Set(['li', 'td', 'th', 'tr', 'thead', 'tbody', 'tfoot', 'p', 'dt', 'dd', 'head', 'body', 'html']);

async function transformer(source) {
	const {parse} = await import('parse5');
	const problems = [], missing = [];
	const document = parse(source.data, {
		sourceCodeLocationInfo: true,
		onParseError: e => problems.push(`${source.filename}:${e.startLine}:${e.startCol}: error [parse] ${e.code}`),
	});
	if (problems.length) {
		console.error(problems.join('\n'));
		process.exit(1); // an error thrown here is reported as one of html-validate
	}
	// Inner elements come first, as they close first.
	const visit = node => {
		(node.childNodes || []).forEach(visit);
		const at = node.sourceCodeLocation;
		if (optional.has(node.tagName) && at && at.startTag && !at.endTag) missing.push([at.endOffset, `</${node.tagName}>`]);
	};
	visit(document);
	missing.sort((a, b) => a[0] - b[0]);
	let data = '', from = 0;
	for (const [at, tag] of missing) {
		data += source.data.slice(from, at) + tag;
		from = at;
	}
	return [{...source, data: data + source.data.slice(from)}];
}
transformer.api = 1;
module.exports = transformer;
