package pdfium

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// ErrEngine says that PDFium itself could not be started or broke down, which
// no password and no other file of the same kind will change.
var ErrEngine = errors.New("the second PDF reader is not available")

// An engine is an instance of PDFium. It keeps the first thing that went wrong:
// after that every call returns 0.
type engine struct {
	pool     pdfium.Pool
	instance pdfium.Pdfium
	library  library
	memory   *memory
	ctx      context.Context
	err      error
	room     uint64 // 256 bytes in its memory, where functions leave what they return
	names    map[string]api.Function
}

// library is what go-pdfium gives below its own calls. Those take a handle from
// a table and memory from PDFium for each of the six questions about a glyph;
// asking directly is five times faster.
type library interface {
	Fn(name string) api.Function
	CreateFileAccessReader(size int64, r io.ReadSeeker) (access *uint64, ref *uint32, err error)
}

// start starts PDFium with no file system, no clock of ours, no way out but
// the document's bytes.
func start(ctx context.Context, cache string) (*engine, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEngine, err)
	}
	e := &engine{ctx: ctx, memory: &memory{}, names: map[string]api.Function{}}
	rc := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // its setjmp
		WithMemoryLimitPages(maxMemory >> 16)
	if c := compiled(cache); c != nil {
		rc = rc.WithCompilationCache(c)
	}
	var err error
	// What it prints is nobody's: a broken file makes it talk.
	e.pool, err = webassembly.Init(webassembly.Config{
		Context:  experimental.WithMemoryAllocator(ctx, e.memory),
		MaxTotal: 1, RuntimeConfig: rc, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEngine, err)
	}
	if e.instance, err = e.pool.GetInstance(time.Minute); err != nil {
		e.close()
		return nil, fmt.Errorf("%w: %w", ErrEngine, err)
	}
	var ok bool
	if e.library, ok = e.instance.GetImplementation().(library); !ok {
		e.close()
		return nil, fmt.Errorf("%w: it is of another version", ErrEngine)
	}
	if e.room = e.call("malloc", 256); e.room == 0 {
		e.close()
		return nil, fmt.Errorf("%w: it has no memory", ErrEngine)
	}
	return e, nil
}

func (e *engine) close() { _ = e.pool.Close() } // it holds nothing but memory

// compiled opens the folder of compiled code, or returns nil: compiling takes
// seconds, loading what was compiled a tenth of one.
func compiled(dir string) wazero.CompilationCache {
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(user, "readingroom")
	}
	c, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return c
}

// call calls a function of PDFium's. Numbers are passed and returned as their
// bits: see i32 and f32.
func (e *engine) call(name string, args ...uint64) uint64 {
	if e.err != nil {
		return 0
	}
	f, ok := e.names[name]
	if !ok {
		f = e.library.Fn(name)
		e.names[name] = f
	}
	if f == nil {
		e.err = fmt.Errorf("%w: it has no %s", ErrEngine, name)
		return 0
	}
	var stack [12]uint64
	copy(stack[:], args)
	if err := f.CallWithStack(e.ctx, stack[:]); err != nil {
		e.err = fmt.Errorf("%w: it crashed in %s", ErrEngine, name)
		return 0
	}
	return stack[0]
}

// ask is call where 0 means that there is no answer.
func (e *engine) ask(name string, args ...uint64) bool { return i32(e.call(name, args...)) != 0 }

// How numbers are passed.
func arg(i int) uint64            { return uint64(uint32(int32(i))) }
func i32(v uint64) int            { return int(int32(uint32(v))) }
func f64(v uint64) float64        { return math.Float64frombits(v) }
func f32(v uint64) float64        { return float64(math.Float32frombits(uint32(v))) }
func (e *engine) at(n int) uint64 { return e.room + uint64(8*n) } // the nth place in room

// float, double and number read what a function left at place n of room, a
// float being the mth from there on.
func (e *engine) float(n, m int) float64 {
	return float64(math.Float32frombits(e.memory.u32(e.at(n) + uint64(4*m))))
}

func (e *engine) double(n int) float64 {
	lo, hi := e.memory.u32(e.at(n)), e.memory.u32(e.at(n)+4)
	return math.Float64frombits(uint64(hi)<<32 | uint64(lo))
}

func (e *engine) number(n int) int { return int(int32(e.memory.u32(e.at(n)))) }

// matrix reads six floats.
func (e *engine) matrix(n int) (m matrix) {
	for i := range m {
		m[i] = e.float(n, i)
	}
	return m
}

// text puts a string ending in 0 into PDFium's memory.
func (e *engine) text(s string) uint64 {
	p := e.call("malloc", uint64(len(s)+1))
	if b := e.memory.bytes(p, len(s)+1); p != 0 && b != nil {
		copy(b, s)
		b[len(s)] = 0
	}
	return p
}
