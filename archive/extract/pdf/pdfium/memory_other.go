//go:build !linux

package pdfium

func grow(b []byte, size int) []byte { return append(b, make([]byte, size-len(b))...) }

func release([]byte) {}
