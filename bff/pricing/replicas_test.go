package pricing

import (
	"math"
	"reflect"
	"testing"
	"time"

	"berth/shared/eth"
	"berth/shared/resource"
)

// Replicas that each hear a part give the same hint, and it is the one that would be given by one that has heard all.
func TestReplicasLearnTogether(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	clock := func() time.Time { return now }
	s := &shelf{}
	one, replicas := NewModel(clock), []*Model{NewModel(clock), NewModel(clock), NewModel(clock)}
	sync := func(most int) {
		for range most {
			for _, m := range replicas {
				if err := m.Sync(t.Context(), s); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for i := range 900 {
		h := heard(eth.Address{1, byte(i)}, eth.Address{2, byte(i), byte(i >> 8)}, 1000, 1000, 1000+uint64(i%150))
		one.Hear(h)
		replicas[i%3].Hear(h)
		if i%100 == 99 {
			sync(1)
		}
	}
	sync(2)
	w := Want{Resources: resource.Resources{CPUMilli: 1000, MemoryMiB: 64}, Token: dollar, Duration: 3600}
	want := replicas[0].Hint(nodes(1000), w)
	for i, m := range replicas {
		if h := m.Hint(nodes(1000), w); !reflect.DeepEqual(h, want) {
			t.Errorf("replica %d: %+v, and the first one %+v", i, h, want)
		}
		for _, x := range []float64{0.9, 1, 1.05, 1.1, 1.3} {
			a, b := one.curve("cpuMilli 0"), m.curve("cpuMilli 0")
			if math.Abs(a.at(x)-b.at(x)) > 0.02 {
				t.Errorf("at %.2f: %f at replica %d, %f at one that has heard all", x, b.at(x), i, a.at(x))
			}
		}
	}

	// One that has its turn keeps none from reading, and what is heard meanwhile is told later.
	before := replicas[1].all.weight()
	replicas[1].Hear(heard(eth.Address{9}, eth.Address{9}, 1000, 1000, 1000))
	s.taken = true
	kept := string(s.b)
	if err := replicas[1].Sync(t.Context(), s); err != nil || string(s.b) != kept || len(replicas[1].untold) != 1 || replicas[1].all.weight() <= before {
		t.Errorf("out of turn: %v, %d wait", err, len(replicas[1].untold))
	}
	s.taken = false
	sync(2)
	if len(replicas[1].untold) != 0 || replicas[0].all.weight() != replicas[1].all.weight() || replicas[0].all.weight() <= before {
		t.Errorf("in turn: %d wait, %f and %f", len(replicas[1].untold), replicas[0].all.weight(), replicas[1].all.weight())
	}
}

// A node that floods every replica weighs no more than it would at one.
func TestAFloodAtEveryReplica(t *testing.T) {
	clock := func() time.Time { return time.Unix(1_800_000_000, 0) }
	s, replicas := &shelf{}, []*Model{}
	for range 4 {
		replicas = append(replicas, NewModel(clock))
	}
	for i := range 40_000 {
		replicas[i%4].Hear(heard(eth.Address{1}, eth.Address{2, byte(i), byte(i >> 8)}, 1000, 1000, 3000))
	}
	for range 2 {
		for _, m := range replicas {
			if n := len(m.untold); n > 100 {
				t.Errorf("%d answers of one node wait", n)
			}
			if err := m.Sync(t.Context(), s); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, m := range replicas {
		if w := m.all.weight(); w > nodeCap || m.Knows() {
			t.Errorf("replica %d: one node weighs %f", i, w)
		}
	}
}
