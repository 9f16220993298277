import type { Span } from '../span.ts';
import { compileApplication } from './compile-applications.ts';
import type { Environment, Evaluator } from './environment.ts';
import { compile } from './evaluators.ts';
import { loopField } from './loop.ts';
import type { ForNode, IfNode, SetBlockNode, Target, TemplateNode, WithNode } from './tree.ts';
import type { Value } from './value.ts';
import { isList, isTrue, itemsOf, kindOf, textOf } from './values.ts';
import { charge, fail, limitText, mostText, type Work } from './work.ts';

export type Emitter = (work: Work) => string;

/** What is in sight where nodes are compiled; a scope is entered by copying it. */
interface Sight {
  /** Slots by name, innermost first. */
  readonly names: Map<string, readonly number[]>;
  /** Slots from here on belong to the innermost scope. */
  readonly scopeStart: number;
  readonly loop: number;
  /** Counts the slots of the whole template. */
  readonly slots: { count: number };
}

/** A function that renders nodes one behind the other. `sight` learns the names that they set. */
export function compileBody(nodes: readonly TemplateNode[], sight: Sight): Emitter {
  const emitters = nodes.map((node) => compileNode(node, sight));
  const [first, second] = emitters;
  if (!first) return () => '';
  if (!second) return first;
  return (work) => {
    let text = '';
    for (const emit of emitters) text += emit(work);
    return text;
  };
}

/** A function that renders a whole template. */
export function compileNodes(nodes: readonly TemplateNode[]): Emitter {
  return compileBody(nodes, { names: new Map(), scopeStart: 0, loop: -1, slots: { count: 0 } });
}

function compileNode(node: TemplateNode, sight: Sight): Emitter {
  switch (node.kind) {
    case 'text': {
      const { text, span } = node;
      return (work) => written(text, span, work);
    }
    case 'output': {
      const evaluate = compile(node.expression, environmentOf(sight));
      const { span } = node;
      return (work) => {
        const value = evaluate(work);
        work.at = span;
        return written(textOf(value, work), span, work);
      };
    }
    case 'if':
      return compileIf(node, sight);
    case 'for':
      return compileFor(node, sight);
    case 'set': {
      const evaluate = compile(node.value, environmentOf(sight));
      const assign = compileAssignment(node.targets, node.span, sight);
      return (work) => {
        assign(evaluate(work), work);
        return '';
      };
    }
    case 'set-block':
      return compileSetBlock(node, sight);
    case 'with':
      return compileWith(node, sight);
  }
}

function compileIf(node: IfNode, sight: Sight): Emitter {
  const branches = node.branches.map(({ condition, body }) => ({
    condition: compile(condition, environmentOf(sight)),
    body: compileBody(body, sight),
  }));
  const otherwise = node.otherwise ? compileBody(node.otherwise, sight) : () => '';
  return (work) => {
    for (const { condition, body } of branches) if (isTrue(condition(work))) return body(work);
    return otherwise(work);
  };
}

function compileFor(node: ForNode, sight: Sight): Emitter {
  const evaluateItems = compile(node.items, environmentOf(sight));
  const depth = sight.loop + 1;
  const targetSight = inner(sight, sight.loop);
  const firstSlot = targetSight.scopeStart;
  const assign = compileAssignment(node.targets, node.targets[0]?.span ?? node.span, targetSight);
  const condition = node.condition ? compile(node.condition, environmentOf(targetSight)) : null;
  const bodySight: Sight = { ...targetSight, loop: depth };
  const isTarget = node.targets.some(({ name }) => name === 'loop');
  if (!isTarget) bodySight.names.delete('loop');
  const body = compileBody(node.body, bodySight);
  const endSlot = sight.slots.count;
  const otherwise = node.otherwise ? compileBody(node.otherwise, inner(sight, sight.loop)) : () => '';

  return (work) => {
    const all = evaluateItems(work);
    work.at = node.items.span;
    const items = chosen(itemsOf(all, work), condition, assign, work);
    if (items.length === 0) return otherwise(work);
    const state = { items, index: 0, seen: new Map<number, Value>() };
    work.loops[depth] = state;
    let text = '';
    for (const item of items) {
      work.at = node.items.span;
      charge(work, 1);
      work.slots.fill(undefined, firstSlot, endSlot);
      assign(item, work);
      text += body(work);
      state.index++;
    }
    return text;
  };
}

function chosen(
  items: readonly Value[],
  condition: Evaluator | null,
  assign: (value: Value, work: Work) => void,
  work: Work,
): readonly Value[] {
  if (!condition) return items;
  return items.filter((item) => {
    charge(work, 1);
    assign(item, work);
    return isTrue(condition(work));
  });
}

function compileSetBlock(node: SetBlockNode, sight: Sight): Emitter {
  const body = compileBody(node.body, inner(sight, sight.loop));
  const filters = node.filters.map((filter) => compileApplication(filter, environmentOf(sight), { compile }));
  const assign = compileAssignment([node.target], node.target.span, sight);
  return (work) => {
    let value: Value = body(work);
    for (const apply of filters) value = apply(value, work) ?? '';
    assign(value, work);
    return '';
  };
}

function compileWith(node: WithNode, sight: Sight): Emitter {
  const within = inner(sight, sight.loop);
  // Values are taken from outside: one binding does not see another, as in Jinja.
  const values = node.bindings.map(({ value }) => compile(value, environmentOf(sight)));
  const assigns = node.bindings.map(({ targets }) => compileAssignment(targets, node.span, within));
  const body = compileBody(node.body, within);
  return (work) => {
    const taken = values.map((value) => value(work));
    for (const [at, assign] of assigns.entries()) assign(taken[at] ?? null, work);
    return body(work);
  };
}

function inner(sight: Sight, loop: number): Sight {
  return { names: new Map(sight.names), scopeStart: sight.slots.count, loop, slots: sight.slots };
}

function environmentOf(sight: Sight): Environment {
  return {
    slotsOf: (name) => sight.names.get(name) ?? [],
    loop: sight.loop,
    loopField: (field) => loopField(sight.loop, field),
  };
}

/** Gives names slots and values; several names take a list apart. */
function compileAssignment(targets: readonly Target[], span: Span, sight: Sight): (value: Value, work: Work) => void {
  const slots = targets.map(({ name }) => slotFor(name, sight));
  const [only] = slots;
  if (only !== undefined && slots.length === 1) {
    return (value, work) => {
      work.slots[only] = value;
    };
  }
  return (value, work) => {
    work.at = span;
    if (!isList(value))
      return fail(work, `A list of ${slots.length} is expected for these names, and this is ${kindOf(value)}.`);
    if (value.length !== slots.length)
      return fail(work, `A list of ${slots.length} is expected for these names, and this one has ${value.length}.`);
    for (const [at, slot] of slots.entries()) work.slots[slot] = value[at] ?? null;
  };
}

/** The slot of a name in the innermost scope. */
function slotFor(name: string, sight: Sight): number {
  const known = sight.names.get(name) ?? [];
  const [innermost] = known;
  if (innermost !== undefined && innermost >= sight.scopeStart) return innermost;
  const slot = sight.slots.count++;
  sight.names.set(name, [slot, ...known]);
  return slot;
}

function written(text: string, span: Span, work: Work): string {
  work.written += text.length;
  if (work.written > mostText) {
    work.at = span;
    limitText(work, work.written);
  }
  return text;
}
