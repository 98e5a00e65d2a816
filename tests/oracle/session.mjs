// Steps into the peer's nodes, and its nodes out as RESULT.

export const walk = function* (node) {
	for (const child of node.currentState.children ?? []) {
		yield child;
		yield* walk(child);
	}
};

const isRange = (node) => node.nodeType.startsWith('repeat-range');

const find = (root, path, wanted = (node) => !isRange(node)) => {
	for (const node of walk(root)) {
		if (node.currentState.reference === path && wanted(node)) return node;
	}
	throw new Error(`no such path: ${path}`);
};

// A template path has no positions. Each repeat on the way takes its next seat, modulo the instances there are.
const seat = (root, template, seats) => {
	const left = [...seats];
	let node = root;
	for (;;) {
		const below = node.currentState.children.find((child) => {
			const path = child.currentState.reference.replace(/\[\d+\]/g, '');
			return template === path || template.startsWith(`${path}/`);
		});
		if (!below) throw new Error(`no such path: ${template}`);
		const arrived = below.currentState.reference.replace(/\[\d+\]/g, '') === template;
		if (!isRange(below)) {
			if (arrived) return { node: below };
			node = below;
			continue;
		}
		const instances = below.currentState.children;
		if (arrived && left.length === 0) return { node: below };
		if (instances.length === 0) throw new Error(`nobody there: ${template}`);
		const index = (left.shift() ?? 0) % instances.length;
		if (arrived) return { node: below, index };
		node = instances[index];
	}
};

const numbered = (root, step) => {
	if (!('seats' in step)) return step;
	if ('set' in step) return { set: seat(root, step.set, step.seats).node.currentState.reference, value: step.value };
	if ('add' in step) return { add: seat(root, step.add, step.seats).node.currentState.reference };
	const { node, index } = seat(root, step.remove, step.seats);
	return { remove: `${node.currentState.reference}[${index + 1}]` };
};

const words = (value) => value.split(/\s+/).filter((word) => word !== '');

const setters = {
	input: (node, value) => node.setValue(value),
	range: (node, value) => node.setValue(value),
	select: (node, value) => node.selectValues(node.selectType === 'select1' ? [value].filter(Boolean) : words(value)),
	rank: (node, value) => node.setValues(words(value)),
	trigger: (node, value) => node.setValue(value !== ''),
};

export const setterOf = (node) => setters[node.nodeType];

const perform = (root, step) => {
	if ('set' in step) {
		const node = find(root, step.set);
		const setter = setterOf(node);
		if (!setter) throw new Error(`not a question: ${step.set} is a ${node.nodeType}`);
		setter(node, step.value);
	} else if ('add' in step) {
		find(root, step.add, isRange).addInstances();
	} else {
		const [, path, position] = /^(.*)\[(\d+)\]$/.exec(step.remove);
		const range = find(root, path, isRange);
		if (position > range.currentState.children.length) throw new Error(`no such instance: ${step.remove}`);
		range.removeInstances(Number(position) - 1);
	}
};

// The step with its positions, once done; null where a step with seats cannot be done (readonly, nobody there).
export const apply = (root, step) => {
	if (!('seats' in step)) {
		perform(root, step);
		return step;
	}
	try {
		const concrete = numbered(root, step);
		perform(root, concrete);
		return concrete;
	} catch (error) {
		if (/readonly|nobody there|not a question/.test(error.message)) return null;
		throw error;
	}
};

export const result = (root) => {
	const values = {};
	const relevant = {};
	for (const node of walk(root)) {
		if (isRange(node)) continue;
		const { reference } = node.currentState;
		relevant[reference] = node.currentState.relevant;
		if (node.currentState.children == null) values[reference] = node.getXPathValue();
	}
	const violations = root.validationState.violations.map(({ reference, violation }) => ({
		path: reference,
		kind: violation.condition,
	}));
	return { values, relevant, violations, instance: root.instanceState.instanceXML };
};
