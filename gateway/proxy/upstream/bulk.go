package upstream

import (
	"sync"
	"time"
)

// Large bodies are moved in large pieces: on a machine whose cores are all at work the fewer times sender, gateway and
// receiver take turns, the more gets through. A plain relay of TCP moved 1.6 GB/s in pieces of 64 KiB, as much by splice(2),
// and 2.3 GB/s in pieces of a MiB.
const (
	bulkSize = 1 << 20
	// bulkMost is how many bodies may have such a buffer at a time; the others go in chunks.
	bulkMost = 32
	// brisk is how long a buffer full may take to be read and passed on. A body that takes longer does not need it.
	brisk = 200 * time.Millisecond
)

var (
	bulks     = sync.Pool{New: func() any { return new([bulkSize]byte) }}
	bulkSeats = make(chan struct{}, bulkMost)
)

// mover gives the buffers in which a body is moved: a chunk, and a large one for as long as the body comes fast.
type mover struct {
	chunk *[chunkSize]byte
	bulk  *[bulkSize]byte
	slow  bool // it was too slow for a large one
	began time.Time
}

func newMover() *mover { return &mover{chunk: getChunk()} }

// next is the buffer for the next piece.
func (m *mover) next() []byte {
	if m.bulk != nil {
		m.began = time.Now()
		return m.bulk[:]
	}
	return m.chunk[:]
}

// moved says that a piece was moved, so many bytes long.
func (m *mover) moved(n int) {
	switch {
	case m.bulk != nil:
		if took := time.Since(m.began); took > brisk {
			m.slow = true
			m.release()
		}
	case n >= chunkSize/2 && !m.slow:
		select {
		case bulkSeats <- struct{}{}:
			m.bulk = bulks.Get().(*[bulkSize]byte)
		default:
		}
	}
}

func (m *mover) release() {
	if m.bulk != nil {
		bulks.Put(m.bulk)
		m.bulk = nil
		<-bulkSeats
	}
}

// end gives the buffers back.
func (m *mover) end() {
	m.release()
	putChunk(m.chunk)
	m.chunk = nil
}
