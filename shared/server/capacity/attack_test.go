package capacity

import (
	"fmt"
	"strings"
	"testing"

	"berth/shared/attacktest"
	"berth/shared/eth"
)

// scrooge makes a table with a part of the memory: it keeps one block of so many, and makes the others anew when it needs them.
type scrooge struct {
	Params
	keep  int
	seed  [4]uint64
	kept  map[int]*block
	mixes int
	most  int
}

func (s *scrooge) get(at int) *block {
	if b := s.kept[at]; b != nil {
		return b
	}
	b := new(block)
	if at%s.Blocks < 2 {
		b.first(s.Seed, at)
		return b
	}
	if s.mixes >= s.most {
		return b // it has given up
	}
	before := s.get(at - 1)
	ref := s.get(s.place(at, before[0]))
	s.mixes++
	b.mix(before, ref, &s.seed, at)
	return b
}

// fill gives how many times the honest work it takes, and whether it came to an end.
func (s *scrooge) fill() (times float64, whole bool) {
	last := new(block)
	for at := range s.Total() {
		b := new(block)
		if at%s.Blocks < 2 {
			b.first(s.Seed, at)
		} else {
			ref := s.get(s.place(at, last[0]))
			s.mixes++
			b.mix(last, ref, &s.seed, at)
		}
		if at%s.keep == 0 {
			s.kept[at] = b
		}
		last = b
	}
	return float64(s.mixes) / float64(s.Total()), s.mixes < s.most
}

// TestAttackLittleMemory: what a table costs who has a part of its memory, in work. Half of it doubles the work; less is
// beyond what a time that is judged allows.
func TestAttackLittleMemory(t *testing.T) {
	a := attacktest.Begin(t, "a machine proves memory that it does not have, by computing instead")
	var note strings.Builder
	for _, c := range []struct {
		keep  int
		least float64 // times the work
	}{{1, 0.99}, {2, 1.8}, {3, 5}, {4, 30}} {
		p := Params{Seed: random(), Lanes: 1, Blocks: 8192}
		s := &scrooge{Params: p, keep: c.keep, seed: words(p.Seed), kept: map[int]*block{}, most: p.Blocks * 400}
		times, whole := s.fill()
		more := ""
		if !whole {
			more = "more than "
		}
		fmt.Fprintf(&note, "1/%d of the memory: %s%.1f times the work; ", c.keep, more, times)
		if c.keep > 1 {
			a.Tried(times < c.least, "with 1/%d of the memory it takes %.1f times the work", c.keep, times)
		}
	}
	t.Log(note.String())
	a.Note("%s", note.String())
}

// TestAttackLeaves: a prover fills some of the table with what is cheap, which it can do without any memory, and commits to it.
func TestAttackLeaves(t *testing.T) {
	a := attacktest.Begin(t, "a proof holds though a part of the table was never computed")
	const runs, samples = 200, 64
	for _, c := range []struct{ percent, most int }{{50, 0}, {20, 0}, {10, 4}} {
		p := Params{Seed: random(), Lanes: 2, Blocks: 2000}
		table := lying(t, p, c.percent)
		through := 0
		for range runs {
			list := Samples(p, table.Root(), random(), samples)
			proof, err := table.Open(list)
			if err != nil {
				t.Fatal(err)
			}
			if Verify(p, table.Root(), list, proof) == nil {
				through++
			}
		}
		t.Logf("%d %% of the blocks made up: %d of %d proofs held", c.percent, through, runs)
		a.Tried(through > c.most, "%d of %d proofs with %d %% lies held, %d may by chance", through, runs, c.percent, c.most)
	}
}

// lying is a table of which so many in a hundred blocks are made up of nothing, and the others of what is there.
func lying(t *testing.T, p Params, percent int) *Table {
	t.Helper()
	table := &Table{Params: p, blocks: make([]block, p.Total())}
	leaves := make([]eth.Hash, p.Total())
	seed := words(p.Seed)
	var raw [BlockBytes]byte
	for i := range p.Blocks {
		for lane := range p.Lanes {
			at := lane*p.Blocks + i
			b := &table.blocks[at]
			switch {
			case i < 2:
				b.first(p.Seed, at)
			case at*7919%100 < percent:
				b[0] = uint64(at)
			default:
				b.mix(&table.blocks[at-1], &table.blocks[p.place(at, table.blocks[at-1][0])], &seed, at)
			}
			b.put(raw[:])
			leaves[at] = leaf(raw[:])
		}
	}
	table.tree = grow(leaves)
	return table
}

// TestAttackAnothersProof: what was computed before, for another node, another asker or another time, and what was opened for
// another nonce.
func TestAttackAnothersProof(t *testing.T) {
	a := attacktest.Begin(t, "a proof that was made before or by another is taken")
	p := Params{Seed: random(), Lanes: 2, Blocks: 400}
	table, err := Fill(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	nonce := random()
	samples := Samples(p, table.Root(), nonce, 64)
	proof, err := table.Open(samples)
	if err != nil {
		t.Fatal(err)
	}
	if err := Verify(p, table.Root(), samples, proof); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(p *Params, root *eth.Hash, samples *[]int){
		"another seed":    func(p *Params, _ *eth.Hash, _ *[]int) { p.Seed = random() },
		"another root":    func(_ *Params, r *eth.Hash, _ *[]int) { *r = random() },
		"more lanes":      func(p *Params, _ *eth.Hash, _ *[]int) { p.Lanes++ },
		"other lanes":     func(p *Params, _ *eth.Hash, _ *[]int) { p.Lanes, p.Blocks = 1, 800 },
		"a larger table":  func(p *Params, _ *eth.Hash, _ *[]int) { p.Blocks += 400 },
		"other samples":   func(p *Params, r *eth.Hash, s *[]int) { *s = Samples(*p, *r, random(), 64) },
		"fewer openings":  func(p *Params, r *eth.Hash, s *[]int) { *s = append(*s, (*s)[0]) },
		"a second nonce":  func(p *Params, r *eth.Hash, s *[]int) { n := nonce; n[0] ^= 1; *s = Samples(*p, *r, n, 64) },
		"beyond the ends": func(p *Params, _ *eth.Hash, s *[]int) { *s = append([]int{-1}, (*s)[1:]...) },
	} {
		p, root, list := p, table.Root(), append([]int(nil), samples...)
		change(&p, &root, &list)
		a.Tried(Verify(p, root, list, proof) == nil, "%s: the proof held", name)
	}
	// One byte of it changed, anywhere.
	for i := range proof {
		for _, part := range []*[]byte{&proof[i].Before, &proof[i].Ref, &proof[i].Path, &proof[i].PathB, &proof[i].PathR} {
			at := i * 37 % len(*part)
			(*part)[at] ^= 1
			a.Tried(Verify(p, table.Root(), samples, proof) == nil, "opening %d with a byte changed held", i)
			(*part)[at] ^= 1
			was := *part
			*part = was[:len(was)-1]
			a.Tried(Verify(p, table.Root(), samples, proof) == nil, "opening %d with a byte less held", i)
			*part = was
		}
	}
}
