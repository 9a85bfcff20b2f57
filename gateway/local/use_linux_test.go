package local

import (
	"os"
	"strings"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/shared/wire"
)

func TestParseStat(t *testing.T) {
	const rest = " S 41 42 42 0 -1 4194560 1000 0 0 0 250 50 0 0 20 0 8 0 987654 1000000 500 18446744073709551615"
	for _, c := range []struct {
		text string
		want usage
		ok   bool
	}{
		{"42 (web)" + rest, usage{parent: 41, cpu: 3 * time.Second, began: 987654}, true},
		{"42 (a) R 1 (b)" + rest, usage{parent: 41, cpu: 3 * time.Second, began: 987654}, true},
		{"42 (web) S 41", usage{}, false},
		{"42 (web)" + strings.Replace(rest, "250", "-250", 1), usage{}, false},
		{"", usage{}, false},
	} {
		got, ok := parseStat([]byte(c.text))
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q: got %+v %t", c.text, got, ok)
		}
	}
}

func FuzzParseStat(f *testing.F) {
	f.Add([]byte("42 (a) b) S 41 42 42 0 -1 4194560 1000 0 0 0 250 50 0 0 20 0 8 0 987654 1000000 500"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if u, ok := parseStat(b); ok && (u.cpu < 0 || u.parent < 0) {
			t.Errorf("%q: %+v", b, u)
		}
	})
}

func TestMeasure(t *testing.T) {
	all := processes()
	me, ok := all[os.Getpid()]
	if !ok || me.parent != os.Getppid() || me.age <= 0 || me.age > time.Hour {
		t.Errorf("this process: %+v %t", me, ok)
	}
	if n := memoryOf(os.Getpid()); n < 1<<20 || n > 4<<30 {
		t.Errorf("its memory: %d", n)
	}
	var m measured
	m.measure([]one{{1, "web", os.Getppid()}})
	both := m.roots[os.Getppid()]
	if own := memoryOf(os.Getpid()); both.MemoryBytes < own/2 {
		t.Errorf("a parent with its child: %+v, and the child alone %d", both, own)
	}
	if got := milli(1500*time.Millisecond, time.Second); got != 1500 {
		t.Errorf("a core and a half: %d", got)
	}
	if milli(-1, 1) != 0 || milli(1, 0) != 0 {
		t.Error("a clock that was set back")
	}
}

func TestUseOfADisk(t *testing.T) {
	r := open(t, t.TempDir())
	l := &clustertest.Log{}
	r.Observe(l.Note, l.Happen)
	if err := r.Apply(t.Context(), clustertest.Workload(1, 1, "berth/hello")); err != nil {
		t.Fatal(err)
	}
	l.Await(t, 1, 1, wire.PhaseReady)
	if err := os.WriteFile(r.home(1, "web")+"/disk/file", make([]byte, 3<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	use := func() cluster.Use {
		t.Helper()
		all, err := r.Use(t.Context())
		if err != nil || len(all) != 1 || len(all[1]) != 1 {
			t.Fatalf("got %+v %v", all, err)
		}
		return all[1]["web"]
	}
	if u := use(); u.DiskBytes < 3<<20 || u.DiskBytes > 4<<20 || u.MemoryBytes == 0 {
		t.Errorf("got %+v", u)
	}
	if err := os.WriteFile(r.home(1, "web")+"/disk/more", make([]byte, 3<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if u := use(); u.DiskBytes > 4<<20 {
		t.Errorf("it walks the disk each time: %+v", u)
	}
	if err := r.Stop(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if all, err := r.Use(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("after a stop: %+v %v", all, err)
	}
}
