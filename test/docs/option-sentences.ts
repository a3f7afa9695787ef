import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { OPTION_NAMES } from '../../src/config/options.ts';
import type { OptionName } from '../../src/config/options.ts';

const folder = new URL('../../src/config/options/', import.meta.url);

/** What each option means: the comment on its name in the interface of its group, on one line. */
export function optionSentences(): Readonly<Record<OptionName, string>> {
  const sentences = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    source.forEachChild((node) => {
      if (!ts.isInterfaceDeclaration(node)) return;
      for (const member of node.members) {
        const [comment] = ts.getJSDocCommentsAndTags(member);
        const sentence = ts.getTextOfJSDocComment(comment?.comment)?.replace(/\s+/g, ' ');
        if (sentence !== undefined) sentences.set(member.name?.getText() ?? '', sentence);
      }
    });
  }
  const silent = OPTION_NAMES.filter((name) => !sentences.has(name));
  if (silent.length > 0) throw new Error(`options without a comment that says what they mean: ${silent.join(', ')}`);
  return Object.fromEntries(sentences) as Record<OptionName, string>;
}
