package capacity

import (
	"context"
	"fmt"
	"os"
	"sync"

	"berth/shared/eth"
)

// Table is one that was made. It is safe for concurrent reading.
type Table struct {
	Params
	blocks []block // nil: in the file
	file   *os.File
	tree   tree
}

// checkEvery is how many blocks a lane makes before it looks whether it is still wanted.
const checkEvery = 1024

// Fill makes a table, each lane on a core of its own, until ctx ends.
func Fill(ctx context.Context, p Params) (*Table, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	t := &Table{Params: p, blocks: make([]block, p.Total())}
	leaves := make([]eth.Hash, p.Total())
	seed := words(p.Seed)
	long := p.Blocks / segments
	for s := range segments {
		var lanes sync.WaitGroup
		for lane := range p.Lanes {
			lanes.Go(func() {
				var raw [BlockBytes]byte
				for i := s * long; i < (s+1)*long; i++ {
					if i%checkEvery == 0 && ctx.Err() != nil {
						return
					}
					at := lane*p.Blocks + i
					b := &t.blocks[at]
					if i < 2 {
						b.first(p.Seed, at)
					} else {
						before := &t.blocks[at-1]
						b.mix(before, &t.blocks[p.place(at, before[0])], &seed, at)
					}
					b.put(raw[:])
					leaves[at] = leaf(raw[:])
				}
			})
		}
		lanes.Wait()
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	t.tree = grow(leaves)
	return t, nil
}

// Root is what the table comes to.
func (t *Table) Root() eth.Hash { return t.tree.root() }

// Spill moves the blocks into a file, to the disk itself, and lets the memory go. Nobody may read the table meanwhile.
func (t *Table) Spill(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("spill: %w", err)
	}
	const together = 1024
	out := make([]byte, 0, together*BlockBytes)
	for i := 0; i < len(t.blocks) && err == nil; i += together {
		out = out[:0]
		for k := i; k < min(i+together, len(t.blocks)); k++ {
			out = out[:len(out)+BlockBytes]
			t.blocks[k].put(out[len(out)-BlockBytes:])
		}
		if err = ctx.Err(); err == nil {
			_, err = f.Write(out)
		}
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		f.Close()
		return fmt.Errorf("spill: %w", err)
	}
	t.file, t.blocks = f, nil
	return nil
}

// Copy writes a spilled table into another file, to the disk itself, and goes on with that.
func (t *Table) Copy(ctx context.Context, path string) error {
	if t.file == nil {
		return fmt.Errorf("copy: the table is not on disk")
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	buf := make([]byte, 1<<20)
	for at := int64(0); at < t.Bytes() && err == nil; at += int64(len(buf)) {
		part := buf[:min(int64(len(buf)), t.Bytes()-at)]
		if err = ctx.Err(); err == nil {
			_, err = t.file.ReadAt(part, at)
		}
		if err == nil {
			_, err = f.Write(part)
		}
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		f.Close()
		return fmt.Errorf("copy: %w", err)
	}
	was := t.file
	t.file = f
	return removed(was)
}

// Close lets go of the table, and of its file.
func (t *Table) Close() error {
	t.blocks = nil
	if t.file == nil {
		return nil
	}
	f := t.file
	t.file = nil
	return removed(f)
}

func removed(f *os.File) error {
	f.Close()
	return os.Remove(f.Name())
}

func (t *Table) read(at int) ([]byte, error) {
	raw := make([]byte, BlockBytes)
	if t.file == nil {
		t.blocks[at].put(raw)
		return raw, nil
	}
	_, err := t.file.ReadAt(raw, int64(at)*BlockBytes)
	return raw, err
}
