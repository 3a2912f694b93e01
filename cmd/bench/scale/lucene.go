package scale

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// lucene marks Lucene's BM25 on a collection, by Anserini's own commands. It is
// nil where there is no jar or no Java.
func (r *run) lucene(ctx context.Context, c *collection, k1, b float64) ([]mark, error) {
	if r.anserini == "" {
		return nil, nil
	}
	_, missing := os.Stat(r.anserini)
	_, noJava := exec.LookPath("java")
	if err := errors.Join(missing, noJava); err != nil {
		fmt.Fprintf(r.log, "Lucene is not measured: %v\n", err)
		return nil, nil
	}
	dir := filepath.Join(r.dir, "peer-lucene")
	index, queries, answers := filepath.Join(dir, "index"), filepath.Join(dir, "queries.tsv"), filepath.Join(dir, "answers.txt")
	if err := c.write(filepath.Join(dir, "corpus"), queries); err != nil {
		return nil, err
	}
	for _, args := range [][]string{
		{"index.IndexCollection", "-collection", "BeirFlatCollection", "-generator", "DefaultLuceneDocumentGenerator", "-threads", "1", "-input", filepath.Join(dir, "corpus"), "-index", index},
		{
			"search.SearchCollection", "-index", index, "-topics", queries, "-topicReader", "TsvString", "-output", answers, "-hits", fmt.Sprint(deep),
			"-bm25", "-bm25.k1", fmt.Sprint(k1), "-bm25.b", fmt.Sprint(b),
		},
	} {
		args[0] = "io.anserini." + args[0]
		out, err := exec.CommandContext(ctx, "java", append([]string{"-cp", r.anserini}, args...)...).CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", args[0], err, out)
		}
	}
	ranked, err := readRun(answers)
	if err != nil {
		return nil, err
	}
	var out []mark
	for _, q := range c.queries {
		out = append(out, q.mark(ranked[q.id]))
	}
	return out, nil
}

// write writes a collection as Anserini reads one.
func (c *collection) write(corpus, queries string) error {
	if err := os.RemoveAll(filepath.Dir(corpus)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(corpus, 0o755); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(corpus, "corpus.jsonl"))
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	for _, d := range c.docs {
		if err := enc.Encode(d); err != nil {
			return err
		}
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		return err
	}
	var all strings.Builder
	for _, q := range c.queries {
		fmt.Fprintf(&all, "%s\t%s\n", q.id, strings.Join(q.words, " "))
	}
	return os.WriteFile(queries, []byte(all.String()), 0o644)
}

// readRun reads answers as TREC writes them, best first: "q1 Q0 d7 1 12.3 name".
func readRun(path string) (map[string][]string, error) {
	out := map[string][]string{}
	return out, eachLine(path, func(line []byte) error {
		f := strings.Fields(string(line))
		if len(f) != 6 {
			return fmt.Errorf("%q: want six fields", line)
		}
		out[f[0]] = append(out[f[0]], f[2])
		return nil
	})
}
