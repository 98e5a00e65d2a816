// One process, many questions: reads a JSON object a line on stdin, answers with a JSON object a line on stdout.
//   {"op": "run", "form": XFORM, "steps": STEPS}                -> {"steps": done, "states": [RESULT, ...]}
//   {"op": "evaluate", "expressions": [...], "document": XML}   -> {"results": [{"value": str} | {"error": str}]}
// RESULT is what rhi_desktop.questions.trial.run gives; there is one for the start and one after each step done.
import { createInterface } from 'node:readline';
import { evaluate, openForm } from './peers.mjs';
import { apply, result } from './session.mjs';

const run = async ({ form, steps }) => {
	const { root } = (await openForm(form)).createInstance();
	const done = [];
	const states = [result(root)];
	for (const step of steps) {
		const performed = apply(root, step);
		if (performed) {
			done.push(performed);
			states.push(result(root));
		}
	}
	return { steps: done, states };
};

const operations = { run, evaluate };

for await (const line of createInterface({ input: process.stdin })) {
	let answer;
	try {
		const request = JSON.parse(line);
		answer = await operations[request.op](request);
	} catch (error) {
		answer = { error: String(error?.message ?? error), stack: String(error?.stack ?? '') };
	}
	process.stdout.write(`${JSON.stringify(answer)}\n`);
}
