/** How many tokens a request is said to have; a document of the corpus has about as many. */
const inputTokens = 900;

const filler = makeFiller();

/** What the model says of a document: 2.3 KB with the rest of the response, the same for the same document. */
export function answerOf(number, outputTokens) {
  return `{"id":"chatcmpl-${number}","object":"chat.completion","created":1,"model":"mock","choices":[{"index":0,"message":{"role":"assistant","content":"Rephrased [[${number}]]. ${filler[number % filler.length]}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":${inputTokens},"completion_tokens":${outputTokens},"total_tokens":${inputTokens + outputTokens}}}`;
}

export const models = '{"object":"list","data":[{"id":"mock","object":"model","created":1,"owned_by":"bench"}]}';

/** The number that a document carries in its text, `[[123]]`; −1 where there is none. */
export function numberIn(body) {
  const start = body.indexOf('[[');
  if (start < 0) return -1;
  const digits = body.latin1Slice(start + 2, start + 12);
  const end = digits.indexOf(']]');
  return end < 1 ? -1 : Number(digits.slice(0, end));
}

function makeFiller() {
  const words = 'the water of a river carries sand and stones to its mouth where it slows and lets them fall'.split(
    ' ',
  );
  return Array.from({ length: 64 }, (_, index) => {
    const sentences = [];
    for (let at = index; sentences.join(' ').length < 1900; at += 7) {
      const sentence = Array.from({ length: 12 }, (_, word) => words[(at * 5 + word * (index + 3)) % words.length]);
      sentences.push(`${sentence.join(' ')} ${at}.`);
    }
    return sentences.join(' ');
  });
}
