// Witness of an audit log: node verify.mjs https://HOST/v1 STATE.json [EVENT.json]     (Node 20, nothing else; docs/audit.md)
// Checks all heads signed since the last run, that the log was only appended to, and that EVENT, an answer of
// /audit/events/{id}, is in it. STATE keeps the newest head and the first key; the first run makes it.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [api, stateFile, eventFile] = process.argv.slice(2), read = file => JSON.parse(readFileSync(file));
const fail = why => { console.error(`BAD: ${why}`); process.exit(1); };
const hex = text => Buffer.from(text, 'hex'), base64 = text => Buffer.from(text, 'base64');
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
const get = async path => {
  const answer = await fetch(api + path).catch(e => fail(`nothing was checked, ${api} does not answer: ${e.cause}`));
  return answer.ok ? answer.json() : fail(`${path} answers ${answer.status}: ${await answer.text()}`);
};
const signed = (key, text, signature) => verify('sha256', Buffer.from(text),
  { key: createPublicKey({ key, format: 'der', type: 'spki' }), dsaEncoding: 'ieee-p1363' }, base64(signature));

const odd = n => n % 2 === 1, half = n => Math.floor(n / 2), join = (left, right) => sha(Buffer.of(1), hex(left), hex(right));
const climb = (fn, sn, fr, sr, path) => {          // RFC 9162, 2.1.3.2 and 2.1.4.2; fr is the earlier root, sr the later
  for (const hash of path) {
    if (sn === 0) fail('a proof is too long');
    if (odd(fn) || fn === sn) {
      [fr, sr] = [join(hash, fr), join(hash, sr)];
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else sr = join(sr, hash);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? [fr, sr] : fail('a proof is too short');
};
const consistent = (first, second, path) => {
  if (first.size === second.size) return first.root === second.root;
  let [fn, sn] = [first.size - 1, second.size - 1];
  while (odd(fn)) [fn, sn] = [half(fn), half(sn)];
  const [seed, ...rest] = fn === 0 ? [first.root, ...path] : path;           // 0: the first size is a power of two
  const [fr, sr] = climb(fn, sn, seed, seed, rest);
  return fr === first.root && sr === second.root;
};

const state = existsSync(stateFile) ? read(stateFile) : {}, trusted = {}, { keys } = await get('/audit/keys');
state.key ??= keys[0].keyId;
for (const k of keys) {
  if (sha(base64(k.publicKey)) !== k.keyId) fail(`key ${k.keyId} is another key`);
  const by = trusted[k.endorsedBy], endorsed = by && JSON.parse(k.statement).key === k.keyId && signed(by, k.statement, k.endorsement);
  if (k.keyId === state.key || endorsed) trusted[k.keyId] = base64(k.publicKey);
}
const kept = state.statement && JSON.parse(state.statement), since = kept?.number ?? 0;
let last = state.statement, head = kept ?? { number: 0, size: 0 };
for (let cursor = ''; cursor !== null;) {
  const page = await get(`/audit/heads?limit=200&after=${since}${cursor && '&cursor=' + cursor}`);
  for (const { statement, signature } of page.items) {
    const next = JSON.parse(statement), require = (holds, why) => holds || fail(`head ${next.number}: ${why}`);
    require(trusted[next.key], `key ${next.key} is not endorsed by one that you trust`);
    require(signed(trusted[next.key], statement, signature), 'wrong signature');
    require(next.number === head.number + 1 && next.size > head.size, `it does not come after head ${head.number}`);
    require(next.previous === (last ? sha(last) : ''), 'fork: it does not follow on the head before');
    [head, last] = [next, statement];
  }
  cursor = page.next;
}
const latest = (await get('/audit/heads/latest')).statement, number = JSON.parse(latest).number;
if (number < head.number) fail(`rollback: head ${head.number} was published, and ${number} is the newest now`);
if (head === kept && latest !== last) fail(`fork: head ${number} is another one than was kept`);
if (kept && !consistent(kept, head, (await get(`/audit/proofs/consistency?first=${kept.size}&second=${head.size}`)).path))
  fail(`fork: the log of ${head.size} does not begin with the log of ${kept.size}`);
if (eventFile) {
  const event = read(eventFile), entry = JSON.parse(event.entry), leaf = sha(Buffer.of(0), event.entry);
  for (const text of ['payload', 'reason'])
    if (event[text] !== null && sha(hex(event[text + 'Salt']), event[text]) !== entry[text]) fail(`the ${text} is not what was sealed`);
  const { path } = await get(`/audit/proofs/inclusion?event=${entry.id}&treeSize=${head.size}`);
  if (climb(entry.index, head.size - 1, leaf, leaf, path)[1] !== head.root) fail(`event ${entry.id} is not in the log`);
  console.log(`in the log: ${event.entry}`);
}
writeFileSync(stateFile, JSON.stringify({ key: state.key, statement: last }));
console.log(`holds: head ${head.number}, ${head.size} events; first key ${state.key}`);
