package scale

import (
	"compress/gzip"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMarkOf(t *testing.T) {
	grades := map[string]int{"a": 3, "b": 2, "c": 1, "d": 0}
	for _, c := range []struct {
		ranked string
		want   mark
	}{
		// The ideal is 3/1 + 2/log2(3) + 1/2 = 4.76186. Here 2/1 + 0 + 3/2 = 3.5 is
		// reached, and 3.5/4.76186 = 0.73501; the precision is 1/1 at b and 2/3 at a,
		// of three that are relevant.
		{"b d a", mark{0.73501, (1 + 2./3) / 3, 2. / 3}},
		{"a b c d", mark{1, 1, 1}},
		{"x d", mark{}},
		{"", mark{}},
		// In the eleventh place it counts for recall, and in the tenth for log2(11): 3/3.45943/4.76186.
		{"x x x x x x x x x a b", mark{0.18211, (1./10 + 2./11) / 3, 2. / 3}},
		{strings.Repeat("x ", 100) + "a", mark{0, 1. / 101 / 3, 0}},
	} {
		got := markOf(strings.Fields(c.ranked), grades)
		if math.Abs(got.NDCG-c.want.NDCG) > 1e-5 || math.Abs(got.AP-c.want.AP) > 1e-9 || math.Abs(got.Recall-c.want.Recall) > 1e-9 {
			t.Errorf("%q: %v, not %v", c.ranked, got, c.want)
		}
	}
	if got := mean([]mark{{1, 0.5, 0}, {0, 0.5, 1}}); got != (mark{0.5, 0.5, 0.5}) {
		t.Errorf("mean %v", got)
	}
}

// beir writes a tiny collection in BEIR's form.
func beir(t *testing.T) string {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "qrels"), 0o755); err != nil {
		t.Fatal(err)
	}
	write("corpus.jsonl", `{"_id": "lock", "title": "A lock", "text": "The warden wrote that the lock of the gate was broken."}
{"_id": "phone", "title": "", "text": "Nobody answered the telephone."}
{"_id": "gate", "title": "Gates", "text": "The gate was painted."}
`)
	write("queries.jsonl", `{"_id": "1", "text": "Who mended the broken lock?"}
{"_id": "2", "text": "Is the telephone \"OR\" the gate answered (-NOT)?"}
{"_id": "3", "text": "nobody judged this"}
`)
	write("qrels/test.tsv", "query-id\tcorpus-id\tscore\n1\tlock\t2\n1\tgate\t0\n2\tphone\t1\n3\tgate\t0\n")
	return dir
}

func TestReadCollection(t *testing.T) {
	c, err := readCollection(beir(t))
	if err != nil {
		t.Fatal(err)
	}
	if c.docs[0].flat() != "A lock\n\nThe warden wrote that the lock of the gate was broken." || c.docs[1].flat() != "Nobody answered the telephone." {
		t.Errorf("documents %v", c.docs)
	}
	want := []judgedQuery{
		{"1", strings.Fields("who mended the broken lock"), map[string]int{"lock": 2, "gate": 0}},
		{"2", strings.Fields("is the telephone or gate answered not"), map[string]int{"phone": 1}},
	}
	if d := cmp.Diff(want, c.queries, cmp.AllowUnexported(judgedQuery{})); d != "" {
		t.Error(d)
	}

	dir := t.TempDir()
	for name, text := range map[string]string{
		"answers.json.gz": `{"7": {"zh": "", "en": "It  pays."}, "8": {"en": "It does not."}}`,
		"test.json.gz":    `{"0": {"en": "Does  It  Pay?", "domain": "life", "answers": ["7"], "negatives": ["8"]}}`,
	} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		w := gzip.NewWriter(f)
		w.Write([]byte(text))
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	if c, err = readCollection(dir); err != nil {
		t.Fatal(err)
	}
	insurance := &collection{
		[]judgedText{{ID: "7", Text: "It pays."}, {ID: "8", Text: "It does not."}},
		[]judgedQuery{{"q0", []string{"does", "it", "pay"}, map[string]int{"7": 1}}},
	}
	if d := cmp.Diff(insurance, c, cmp.AllowUnexported(collection{}, judgedQuery{})); d != "" {
		t.Error(d)
	}
	if _, err := readCollection(t.TempDir()); err == nil {
		t.Error("an empty folder is a collection")
	}
}

// A query that is itself a document does not find itself.
func TestMarkWithoutItself(t *testing.T) {
	q := judgedQuery{id: "a", grades: map[string]int{"a": 1, "b": 1}}
	if got := q.mark([]string{"a", "b"}); got.AP != 0.5 {
		t.Errorf("%v", got)
	}
}

func TestReadRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.txt")
	if err := os.WriteFile(path, []byte("1 Q0 lock 1 3.2 Anserini\n1 Q0 gate 2 1.5 Anserini\n2 Q0 phone 1 2 Anserini\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := readRun(path)
	if d := cmp.Diff(map[string][]string{"1": {"lock", "gate"}, "2": {"phone"}}, got); d != "" || err != nil {
		t.Error(d, err)
	}
}
