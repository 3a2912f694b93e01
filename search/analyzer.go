package search

import "readingroom/search/analysis"

// An analyzer reads texts, and what is asked of them, in the same way.
type analyzer struct{ analysis.Analyzer }

func newAnalyzer() *analyzer { return new(analyzer) }
