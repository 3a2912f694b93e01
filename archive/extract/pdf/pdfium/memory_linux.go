package pdfium

import "golang.org/x/sys/unix"

// grow makes a memory larger without there ever being two of it: Linux moves
// its pages, where Go would copy them.
func grow(b []byte, size int) []byte {
	var err error
	if b == nil {
		b, err = unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	} else {
		b, err = unix.Mremap(b, size, unix.MREMAP_MAYMOVE)
	}
	if err != nil {
		return nil
	}
	return b
}

func release(b []byte) {
	if b != nil {
		_ = unix.Munmap(b)
	}
}
