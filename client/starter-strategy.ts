/** What a new strategy starts from. */
export interface StarterOptions {
  /** a-z, 0-9 and -. */
  readonly name: string;
  /** Where its documents lie, relative to the strategy file. */
  readonly documents: string;
}

/** A name that a strategy can have. */
const namePattern = /^[a-z0-9][a-z0-9-]*$/;

/** Why a text cannot be the name of a strategy; null where it can. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'A strategy needs a name.';
  if (!namePattern.test(name)) return 'Use a to z, 0 to 9 and -, and begin with a letter or a digit.';
  return null;
}

/** A strategy that says what it does, for somebody who has never seen one. */
export function starterStrategy({ name, documents }: StarterOptions): string {
  return `version: 1
strategy: ${name}
about: Short summaries, and questions with answers.
seed: 17

# Which documents are worth it. Expressions under \`keep\` see the document; the first that is not true skips it.
seeds:
  from: ${JSON.stringify(documents)}
  keep:
    - words >= 50

# Any server that speaks OpenAI's protocol: vLLM, llama-server, Ollama, LM Studio, or one far away.
# 1.5B to 8B parameters make a good rephraser. A key is only ever named, never written down: api_key: \${NAME}
models:
  rephraser:
    id: \${REPHRASER_MODEL:-Qwen/Qwen2.5-3B-Instruct}
    base_url: \${REPHRASER_URL:-http://127.0.0.1:8000/v1}
    sampling: {temperature: 0.7, top_p: 0.9, max_tokens: 512}

# What a prompt varies over: one value is drawn for each document.
variables:
  audience: [a child, a student, a practitioner]

defaults:
  model: rephraser
  keep:
    - not truncated
    - not refusal

rephrasings:
  summary:
    about: A dense summary.
    style: summary
    system: You rewrite passages faithfully and add nothing of your own.
    prompt: |
      Summarise the passage in three sentences.

      {{ text }}
    keep:
      - numbers_invented == 0

  qa:
    about: Questions about the passage, with their answers.
    style: question-answer
    prompt: |
      For {{ audience }}, write three questions about the passage below, each with its answer.

      {{ text }}
    keep:
      - ratio <= 1.5

output:
  to: ../out/${name}
  as: jsonl
`;
}

/** A first document, where a workspace has none. */
export const starterDocument = `# How a kettle knows that the water boils

Most electric kettles do not measure the temperature of the water at all. Steam does the work. When the water reaches
100 °C at sea level, steam rises quickly, is led through a narrow channel in the lid or the handle, and meets a small disc
made of two metals that are bonded together. The two metals expand by different amounts when they are heated, so the disc
suddenly snaps from one curve into the other, and that movement opens the switch.

That is why a kettle whose lid stands open may go on boiling: the steam escapes into the kitchen and never reaches the
disc. It also explains why the kettle still switches off in the mountains, where water boils at about 90 °C at 3,000
metres. What counts is that there is steam, and not how hot the water is.

A second disc sits under the bottom. It protects the heater when somebody switches the kettle on without water.
`;
