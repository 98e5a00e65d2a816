// The two engines and the DOM that they need. The clock stands still, so that today() and now() can be compared.
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';

const FIXED_NOW = Date.parse('2026-11-25T10:30:00Z');
const RealDate = Date;
globalThis.Date = class extends RealDate {
	constructor(...args) {
		if (args.length === 0) super(FIXED_NOW);
		else super(...args);
	}
	static now() {
		return FIXED_NOW;
	}
};

const { window } = new JSDOM('<html></html>');
globalThis.__dirname = import.meta.dirname;
globalThis.window = window;
globalThis.document = window.document;
for (const name of Object.getOwnPropertyNames(window)) {
	if (/^(DOM|XML|XPath|Node|Element|Document|Attr|Text|Comment|Character|CDATA|HTML)/.test(name) && !(name in globalThis)) {
		globalThis[name] = window[name];
	}
}

export const { loadForm } = await import('@getodk/xforms-engine');
const require = createRequire(import.meta.url);

const kept = new Map();
const MOST_KEPT = 64;

// Loaded forms are kept: a form meets hundreds of answer sequences.
export const openForm = async (xml) => {
	if (!kept.has(xml)) {
		if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value);
		const loaded = await loadForm(xml);
		if (loaded.status === 'failure') throw loaded.error;
		kept.set(xml, loaded);
	}
	return kept.get(xml);
};

const openrosaEvaluator = () => {
	const expressions = window.document;
	globalThis.XPathResult ??= window.XPathResult;
	globalThis.XPathEvaluator ??= class {
		evaluate(...args) {
			return expressions.evaluate(...args);
		}

		createExpression(...args) {
			return expressions.createExpression(...args);
		}
	};
	return new (require('openrosa-xpath-evaluator'))();
};

export const evaluate = async ({ expressions, document: xml }) => {
	const doc = new window.DOMParser().parseFromString(xml, 'application/xml');
	const evaluator = openrosaEvaluator();
	const results = expressions.map((expression) => {
		try {
			return { value: evaluator.evaluate(expression, doc.documentElement, null, 2, null).stringValue };
		} catch (error) {
			return { error: String(error?.message ?? error) };
		}
	});
	return { results };
};
