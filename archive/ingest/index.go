package ingest

import (
	"context"
	"errors"
	"iter"
	"time"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/extract"
	"readingroom/archive/message"
	"readingroom/archive/store"
)

// batch is how many documents are made searchable in one go, at most.
const batch = 100

// gather is how long a document waits for others while more is being read: an
// index told of each alone spends its time merging.
const gather = time.Second

// indexer makes searchable what was read: at once when little comes in, in
// batches when much does.
func (in *Ingest) indexer(ctx context.Context) error {
	for {
		more := in.changed.wait()
		jobs, err := in.db.ToIndex(ctx, batch)
		if err != nil {
			return err
		}
		if 0 < len(jobs) && len(jobs) < batch {
			if jobs, err = in.gather(ctx, jobs); err != nil {
				return err
			}
		}
		if len(jobs) == 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-more:
				continue
			}
		}
		if err := in.indexJobs(ctx, jobs); err != nil {
			return err
		}
		in.changed.tell()
	}
}

// gather waits for more jobs to go with these, as long as there are some to come.
func (in *Ingest) gather(ctx context.Context, jobs []*store.Job) ([]*store.Job, error) {
	for until := time.After(gather); len(jobs) < batch; {
		more := in.changed.wait()
		q, err := in.db.Queue(ctx)
		if err != nil || q[store.StepExtract]+q[store.StepLink] == 0 {
			return jobs, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-until:
			return jobs, nil
		case <-more:
		}
		if jobs, err = in.db.ToIndex(ctx, batch); err != nil {
			return nil, err
		}
	}
	return jobs, nil
}

func (in *Ingest) indexJobs(ctx context.Context, jobs []*store.Job) error {
	docs := make([]content.Document, 0, len(jobs))
	defer func() {
		for _, d := range docs {
			if d.File != nil {
				d.File.Close()
			}
		}
	}()
	done := jobs[:0]
	for _, j := range jobs {
		d, err := in.document(ctx, j.Item)
		if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrCorrupt) {
			if err := in.reread(ctx, j.Item); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		docs, done = append(docs, d), append(done, j)
	}
	if err := in.index.Index(ctx, docs); err != nil {
		return err
	}
	return in.db.Indexed(ctx, done)
}

// document opens what the index needs of an item. The caller closes its file.
func (in *Ingest) document(ctx context.Context, it archive.Item) (content.Document, error) {
	sources, err := in.db.Sources(ctx, it.Number)
	if err != nil {
		return content.Document{}, err
	}
	labels, err := in.db.Labels(ctx, it.Number)
	if err != nil {
		return content.Document{}, err
	}
	d := content.Document{Item: it, Sources: sources, Labels: labels, Spoken: in.db.Spoken(ctx, it.Number)}
	reports, _, err := in.db.Reporting(ctx, it.Number)
	if err != nil {
		return d, err
	}
	d.Period = reports.Period
	messages, err := in.db.Messages(ctx, it.Number)
	if err != nil {
		return d, err
	}
	for _, m := range messages {
		d.Messages = append(d.Messages, m.Message)
	}
	if it.State == archive.StateLinked {
		d.Item.State = archive.StateIndexed // which it is once anybody finds it
	}
	if it.State != archive.StateAside {
		d.File, err = in.contents.Open(it.Digest)
	}
	return d, err
}

// documents goes through all that is or will be searchable, by number. Who
// takes a document closes its file.
func (in *Ingest) documents(ctx context.Context) iter.Seq2[content.Document, error] {
	return func(yield func(content.Document, error) bool) {
		for it, err := range in.db.EachItem(ctx, store.Filter{}) {
			if err != nil {
				yield(content.Document{}, err)
				return
			}
			if it.State == archive.StateReceived || it.State == archive.StateExtracted {
				continue // comes by the queue
			}
			d, err := in.document(ctx, it)
			if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrCorrupt) {
				if err = in.reread(ctx, it); err == nil {
					continue // comes by the queue
				}
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

// rebuildLost rebuilds an index that was lost, if nobody else just did.
func (in *Ingest) rebuildLost(ctx context.Context) error {
	in.rebuilding.Lock()
	defer in.rebuilding.Unlock()
	if !in.index.NeedsRebuild() {
		return nil
	}
	err := in.rebuild(ctx, nil)
	in.changed.tell()
	return err
}

func (in *Ingest) rebuild(ctx context.Context, progress func(int)) error {
	if progress == nil {
		progress = func(int) {}
	}
	return in.index.Rebuild(ctx, in.documents(ctx), progress)
}

// Reindex rebuilds everything derived: it has all items read again that were
// read by older readers, those linked again that were linked by an older linker
// or with doubts that the rest of the archive may settle, and rebuilds the index from what is stored, while the
// old one goes on answering. Run must be running.
func (in *Ingest) Reindex(ctx context.Context, progress func(done int)) error {
	if err := in.db.RereadOlder(ctx, extract.Version); err != nil {
		return err
	}
	if err := in.db.RelinkOlder(ctx, in.linkVersion(), message.Version); err != nil {
		return err
	}
	if err := in.rereadLogs(ctx); err != nil {
		return err
	}
	in.changed.tell()
	in.rebuilding.Lock()
	defer in.rebuilding.Unlock()
	return in.rebuild(ctx, progress)
}
