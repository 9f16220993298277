import * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import type { PreviewState } from '../preview/state.ts';
import { throttle } from '../preview/throttle.ts';
import { type InlineBody, type InlinePart, inlineBody } from './body.ts';
import type { InlineTarget } from './inline-target.ts';
import { movedSpan, type Span } from './place.ts';

/** A frame follows a stream at most so often. */
const refreshMs = 100;

const author = { name: 'Wordmill' };

/** One inline preview: a frame between the lines of an editor, which VS Code calls a comment thread. */
export class InlineThread implements vscode.Disposable {
  readonly target: InlineTarget;
  /** The frame, as commands in its title bar get it. */
  readonly thread: vscode.CommentThread;
  /** How often the same was asked for again. */
  again = 0;
  /** Whether the document has its name only with the result: one of the sample. */
  isOfSample = false;
  readonly #refresh = throttle(() => this.#show(), refreshMs);
  #span: Span;
  #state: PreviewState | undefined;
  #body: InlineBody | undefined;
  #comments: vscode.Comment[] = [];
  #closed = false;

  constructor(target: InlineTarget, controller: vscode.CommentController, document: vscode.TextDocument) {
    this.target = target;
    this.#span = target.span;
    this.thread = controller.createCommentThread(document.uri, target.frameAt(document, target.span), []);
    this.thread.canReply = false;
    this.thread.label = target.rephrasing;
    this.expand();
  }

  get isRunning(): boolean {
    return this.#state !== undefined && this.#state.end === null;
  }

  /** What came of it; undefined before its end, and where it failed. */
  get finished(): PreviewedDocument | undefined {
    const end = this.#state?.end;
    return end?.kind === 'finished' ? end.document : undefined;
  }

  /** The text that has come, for the clipboard. */
  get text(): string {
    return this.#body?.text ?? '';
  }

  /** The piece of the document that it is about, after all edits. */
  get span(): Span {
    return this.#span;
  }

  expand(): void {
    this.thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
  }

  update(state: PreviewState): void {
    // A model that is being stopped may still say so.
    if (this.#closed) return;
    this.#state = state;
    this.#body = inlineBody(state, this.target.strategy.toString());
    this.#refresh.request();
  }

  /** Stays at its place while the document changes. */
  edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    this.#span = movedSpan(this.#span, contentChanges);
    this.moveTo(document, this.#span);
  }

  moveTo(document: vscode.TextDocument, span: Span): void {
    this.#span = span;
    const frame = this.target.frameAt(document, span);
    if (this.thread.range && !frame.isEqual(this.thread.range)) this.thread.range = frame;
  }

  dispose(): void {
    this.#closed = true;
    this.#refresh.dispose();
    this.thread.dispose();
  }

  #show(): void {
    const body = this.#body;
    if (!body) return;
    const { rephrasing } = this.target;
    const name = this.isOfSample ? body.document : this.#state?.document;
    const again = this.again === 0 ? '' : ` · again ${this.again}`;
    const instead = this.#state?.instead ?? null;
    const by = instead === null ? '' : ` · by ${instead}, not as written`;
    this.thread.label = `${rephrasing} · ${name}${by}${again}`;
    // What the title bar offers depends on it.
    this.thread.contextValue = `${body.running ? 'running' : 'ended'}${body.text === '' ? '' : ' text'}`;
    // The same objects are kept, because VS Code draws a new one from nothing, and it would flicker.
    this.#comments = body.parts.map((part, index) => changed(this.#comments[index], part));
    this.thread.comments = this.#comments;
  }
}

function changed(comment: vscode.Comment | undefined, { label, markdown }: InlinePart): vscode.Comment {
  const body = new vscode.MarkdownString(markdown);
  if (!comment) return { author, body, label, mode: vscode.CommentMode.Preview };
  comment.body = body;
  comment.label = label;
  return comment;
}
