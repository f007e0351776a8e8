// Asks Lucene for the verdict on pattern and text, line by line: the other side of the test `lucene_twin`.
//
// In:  kind, case, pattern, text, separated by tabs. The kind is `regex` or `wildcard`, the case `sensitive` or
//      `insensitive`; in pattern and text `\t`, `\n`, `\r` and `\\` are escapes.
// Out: `match`, `none`, `syntax: …` or `large: …` for each line.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.ByteRunAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.RegExp;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

public class LuceneTwin {
    /** Elasticsearch's limit. */
    private static final int MOST_STATES = 10_000;

    public static void main(String[] args) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] fields = line.split("\t", -1);
            out.println(verdict(fields[0], fields[1].equals("insensitive"), unescape(fields[2]), unescape(fields[3])));
        }
        out.flush();
    }

    private static String verdict(String kind, boolean insensitive, String pattern, String text) {
        try {
            Predicate<String> matcher = kind.equals("regex") ? regex(pattern, insensitive) : wildcard(pattern, insensitive);
            return matcher.test(text) ? "match" : "none";
        } catch (IllegalArgumentException error) {
            return "syntax: " + oneLine(error);
        } catch (TooComplexToDeterminizeException | StackOverflowError error) {
            return "large: " + oneLine(error);
        }
    }

    private static Predicate<String> regex(String pattern, boolean insensitive) {
        int flags = insensitive ? RegExp.ASCII_CASE_INSENSITIVE : 0;
        return runner(new RegExp(pattern, RegExp.ALL, flags).toAutomaton(MOST_STATES));
    }

    /** Lucene's wildcards know no letter case, so pattern and text are both folded. */
    private static Predicate<String> wildcard(String pattern, boolean insensitive) {
        if (!insensitive) {
            return runner(WildcardQuery.toAutomaton(new Term("", pattern)));
        }
        Predicate<String> folded = runner(WildcardQuery.toAutomaton(new Term("", fold(pattern))));
        return text -> folded.test(fold(text));
    }

    /** Runs on bytes, as Lucene does on the terms of an index; like Lucene it runs nothing that accepts nothing. */
    private static Predicate<String> runner(Automaton automaton) {
        if (Operations.isEmpty(automaton)) {
            return text -> false;
        }
        var run = new ByteRunAutomaton(automaton, false, MOST_STATES);
        return text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return run.run(bytes, 0, bytes.length);
        };
    }

    private static String fold(String text) {
        var folded = new StringBuilder(text);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            folded.setCharAt(i, 'A' <= c && c <= 'Z' ? (char) (c + 32) : c);
        }
        return folded.toString();
    }

    private static String unescape(String text) {
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = switch (text.charAt(++i)) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> '\\';
                };
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private static String oneLine(Throwable error) {
        return String.valueOf(error.getMessage()).replaceAll("\\R", " ");
    }
}
