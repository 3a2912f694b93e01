package extract

import "readingroom/archive/extract/internal/record"

// A Recorder is a sink that keeps everything in memory: for tests and for the
// command that prints what is in one file.
type Recorder = record.Recorder

// A RecordedTable is a table with its rows.
type RecordedTable = record.Table
