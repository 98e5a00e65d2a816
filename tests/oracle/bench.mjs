// Measures the peer on a form. stdin: {"form": XFORM, "answers": [[path, value]], "gate": path}; stdout: milliseconds.
import { readFileSync } from 'node:fs';
import { loadForm } from './peers.mjs';
import { setterOf, walk } from './session.mjs';

const { form, answers, gate } = JSON.parse(readFileSync(0, 'utf-8'));

const open = async () => {
	const began = performance.now();
	const instance = (await loadForm(form)).createInstance();
	return { root: instance.root, took: performance.now() - began };
};
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const first = await open();
const warm = [];
for (let time = 0; time < 7; time++) warm.push((await open()).took);

const byPath = new Map([...walk(first.root)].map((node) => [node.currentState.reference, node]));
// Nodes come and go, so a client finds them anew from the root, as ours does.
const readRelevance = () => {
	let count = 0;
	for (const node of walk(first.root)) count += node.currentState.relevant ? 1 : 0;
	return count;
};
const timed = (path, value) => {
	const node = byPath.get(path);
	const began = performance.now();
	setterOf(node)(node, value);
	node.validationState.violation;
	readRelevance();
	return performance.now() - began;
};

timed(gate, 'yes');
const answered = answers.map(([path, value]) => timed(path, value));
const flips = [];
for (let time = 0; time < 30; time++) flips.push(timed(gate, time % 2 ? 'yes' : 'no'));
process.stdout.write(
	JSON.stringify({ cold: first.took, warm: median(warm), answer: median(answered), flip: median(flips) })
);
