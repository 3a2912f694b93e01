package scale

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A collection is a judged test collection: documents, and queries of which
// people said what answers them.
type collection struct {
	docs    []judgedText
	queries []judgedQuery // those that something is relevant to
}

type judgedText struct {
	ID    string `json:"_id"`
	Title string `json:"title"` // "" where they have none
	Text  string `json:"text"`
}

type judgedQuery struct {
	id     string
	words  []string       // as somebody types them, in small letters, each once
	grades map[string]int // by document: how relevant it is; those that are not may be left out
}

// readCollection reads a folder in one of two forms. That of BEIR, in which most
// public collections can be had:
//
//	corpus.jsonl      {"_id": "d1", "title": "…", "text": "…"}
//	queries.jsonl     {"_id": "q1", "text": "…"}
//	qrels/test.tsv    query-id	corpus-id	score   (a first line that says so)
//
// and that of InsuranceQA as its package has it, answers.json.gz and test.json.gz,
// of which the English is taken.
func readCollection(dir string) (*collection, error) {
	c, err := readBEIR(dir)
	if errors.Is(err, fs.ErrNotExist) {
		c, err = readInsurance(dir)
	}
	if err != nil {
		return nil, err
	}
	c.queries = slices.DeleteFunc(c.queries, func(q judgedQuery) bool { return len(q.words) == 0 || !anyRelevant(q.grades) })
	if len(c.docs) == 0 || len(c.queries) == 0 {
		return nil, fmt.Errorf("%s: %d documents and %d judged queries", dir, len(c.docs), len(c.queries))
	}
	return c, nil
}

func anyRelevant(grades map[string]int) bool {
	for _, g := range grades {
		if g > 0 {
			return true
		}
	}
	return false
}

func readBEIR(dir string) (*collection, error) {
	c := &collection{}
	judged := map[string]map[string]int{}
	err := eachLine(filepath.Join(dir, "qrels", "test.tsv"), func(line []byte) error {
		f := strings.Fields(string(line))
		if len(f) != 3 {
			return fmt.Errorf("%q: want a query, a document and a grade", line)
		}
		grade, err := strconv.Atoi(f[2])
		if err != nil && f[0] == "query-id" {
			return nil
		}
		if judged[f[0]] == nil {
			judged[f[0]] = map[string]int{}
		}
		judged[f[0]][f[1]] = grade
		return err
	})
	if err != nil {
		return nil, err
	}
	err = eachLine(filepath.Join(dir, "queries.jsonl"), func(line []byte) error {
		var q judgedText
		err := json.Unmarshal(line, &q)
		c.queries = append(c.queries, judgedQuery{q.ID, typed(q.Text), judged[q.ID]})
		return err
	})
	if err != nil {
		return nil, err
	}
	return c, eachLine(filepath.Join(dir, "corpus.jsonl"), func(line []byte) error {
		var d judgedText
		err := json.Unmarshal(line, &d)
		c.docs = append(c.docs, d)
		return err
	})
}

func eachLine(path string, take func([]byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for n := 1; s.Scan(); n++ {
		if len(s.Bytes()) == 0 {
			continue
		}
		if err := take(s.Bytes()); err != nil {
			return fmt.Errorf("%s: line %d: %w", path, n, err)
		}
	}
	return s.Err()
}

func readInsurance(dir string) (*collection, error) {
	var answers map[string]struct{ En string }
	var questions map[string]struct {
		En      string
		Answers []string
	}
	if err := errors.Join(readPacked(filepath.Join(dir, "answers.json.gz"), &answers), readPacked(filepath.Join(dir, "test.json.gz"), &questions)); err != nil {
		return nil, err
	}
	c := &collection{}
	for id, a := range answers {
		c.docs = append(c.docs, judgedText{ID: id, Text: strings.Join(strings.Fields(a.En), " ")})
	}
	for id, q := range questions {
		grades := map[string]int{}
		for _, a := range q.Answers {
			grades[a] = 1
		}
		c.queries = append(c.queries, judgedQuery{"q" + id, typed(q.En), grades})
	}
	slices.SortFunc(c.docs, func(a, b judgedText) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.queries, func(a, b judgedQuery) int { return cmp.Compare(a.id, b.id) })
	return c, nil
}

func readPacked(path string, v any) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	b, err := io.ReadAll(r)
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// aWord is one without a sign that means something in a query.
var aWord = regexp.MustCompile(`[\pL\pN]+(?:['’.,-][\pL\pN]+)*`)

// typed are the words of a question, without its punctuation.
func typed(question string) []string {
	var out []string
	for _, w := range aWord.FindAllString(strings.ToLower(question), -1) {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
