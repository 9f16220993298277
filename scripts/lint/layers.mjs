/** Lint plugin with one rule: a file imports only what `layer-table.mjs` allows its folder. */
import { isBuiltin } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { layers, outside } from './layer-table.mjs';

const rule = {
  meta: { type: 'problem', docs: { description: 'Enforce who may import whom.' }, schema: [] },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join(posix.sep);
    // Files at the root are settings of tools.
    if (!file.includes('/') || outside.some((folder) => contains(folder, file))) return {};
    const layer = layerOf(file);
    if (layer === undefined) {
      return { Program: (node) => context.report({ node, message: noLayer(file) }) };
    }
    const check = (node, source) => {
      const message = source === undefined ? computed(layer) : judge(layer, file, source);
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.source.value),
      ExportNamedDeclaration: (node) => node.source && check(node.source, node.source.value),
      ExportAllDeclaration: (node) => check(node.source, node.source.value),
      ImportExpression: (node) => check(node, literal(node.source)),
      TSImportType: (node) => check(node, literal(node.source ?? node.argument)),
      TSExternalModuleReference: (node) => check(node, literal(node.expression)),
      CallExpression: (node) => {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require')
          check(node, literal(node.arguments[0]));
      },
    };
  },
};

export default { meta: { name: 'wordmill' }, rules: { layers: rule } };

/** What is wrong with an import of `source`, in words; undefined where it is allowed. */
function judge(layer, file, source) {
  if (source.startsWith('.')) return judgeRelative(layer, posix.join(posix.dirname(file), source));
  if (source.startsWith('#')) {
    return layer.doors.includes(source) ? undefined : refuse(layer, source, ({ doors }) => doors.includes(source));
  }
  if (isBuiltin(source)) {
    const name = source.startsWith('node:') ? source : `node:${source}`;
    const allows = ({ builtins }) => builtins === 'all' || builtins.includes(name);
    return allows(layer) ? undefined : refuse(layer, name, allows);
  }
  const name = source.split('/', source.startsWith('@') ? 2 : 1).join('/');
  const allows = ({ packages }) => packages.includes(name);
  return allows(layer) ? undefined : refuse(layer, name, allows);
}

function judgeRelative(layer, target) {
  if (layerOf(target) === layer || layer.files?.includes(target)) return undefined;
  const other = layerOf(target);
  const hint = other === undefined ? '' : ` Import ${other.path} through its door, where ${layer.path} may.`;
  return `${layer.path} may not import ${target}: relative imports stay inside a folder.${hint} ${allowed(layer)}`;
}

function refuse(layer, what, allows) {
  const homes = layers.filter(allows).map(({ path, about }) => `${path} (${about})`);
  const hint = homes.length === 0 ? '' : ` Code that needs it belongs in ${homes.join(' or ')}.`;
  return `${layer.path} (${layer.about}) may not import ${what}. ${allowed(layer)}${hint}`;
}

function allowed({ path, doors, packages, builtins }) {
  const names = [...doors, ...packages, ...(builtins === 'all' ? ['Node’s modules'] : builtins)];
  return `${path} may import ${names.length === 0 ? 'nothing but itself' : `${names.join(', ')} and itself`}.`;
}

function computed(layer) {
  return layer.computed === true ? undefined : `${layer.path} must name what it imports as a plain string.`;
}

function noLayer(file) {
  return `${dirname(file)} stands in no row of ${join('scripts', 'lint', 'layer-table.mjs')}. Put the file into a folder that does.`;
}

function layerOf(file) {
  return layers.filter(({ path }) => contains(path, file)).toSorted((a, b) => b.path.length - a.path.length)[0];
}

function contains(path, file) {
  return file === path || file.startsWith(`${path}/`);
}

function literal(node) {
  const inner = node?.type === 'TSLiteralType' ? node.literal : node;
  return typeof inner?.value === 'string' ? inner.value : undefined;
}
