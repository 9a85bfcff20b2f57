package formats

import (
	"errors"
	"runtime"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/problem"
)

const (
	// mostMemory is what reading a manifest may allocate, in bytes; what takes time in the square of a file's length
	// allocates a hundred times as much.
	mostMemory = 48 << 20
	// mostTime is for a machine that has much else to do: it is a twentieth of a second otherwise.
	mostTime = 5 * time.Second
)

// readAll reads files and counts those that cost too much, or whose refusal names nothing.
func readAll(t *testing.T, a *attacktest.Attack, files []worst) {
	var slowest, largest struct {
		name  string
		took  time.Duration
		bytes uint64
	}
	for _, w := range files {
		if len(w.text) > Most(w.format) {
			t.Fatalf("%s has %d bytes", w.name, len(w.text))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := Parse(w.format, w.text)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		size := after.TotalAlloc - before.TotalAlloc
		a.Tried(size > mostMemory || took > mostTime, "%s, %s: %d MiB, %s", w.format, w.name, size>>20, took)
		if took > slowest.took {
			slowest.name, slowest.took = w.format+", "+w.name, took
		}
		if size > largest.bytes {
			largest.name, largest.bytes = w.format+", "+w.name, size
		}
		var p *problem.Problem
		if err != nil && (!errors.As(err, &p) || p.Field == "" || p.Detail == "") {
			t.Errorf("%s: the refusal names no field: %v", w.name, err)
		}
	}
	a.Note("slowest %s (%s), largest %d MiB (%s)", slowest.took.Round(time.Millisecond), slowest.name, largest.bytes>>20, largest.name)
}

// Each of them is as long as a manifest may be, and cheap to read all the same.
func TestAttackSlowManifests(t *testing.T) {
	attacktest.Whole(t)
	readAll(t, attacktest.Begin(t, "a manifest that takes long to read"), worstFiles())
}

// TestAttackSlowManifestsQuickly tries those that were slow before they were bounded, and some of the others.
func TestAttackSlowManifestsQuickly(t *testing.T) {
	slow := map[string]bool{
		"Compose: command: one word": true, "Compose: entrypoint: wide": true, "Compose: command: backslashes": true, "Compose: many services": true,
		"Compose: an environment of one list": true, "Compose: many volumes": true, "Compose: many configs": true, "Compose: a dollar in each of many plain values": true,
		"Kubernetes: volumes of files": true, "Kubernetes: envFrom a large map": true, "Compose: eight services at the limits": true,
	}
	var some []worst
	for i, w := range worstFiles() {
		if slow[w.name] || i%40 == 0 {
			some = append(some, w)
		}
	}
	readAll(t, attacktest.Begin(t, "a manifest that takes long to read, the quick part"), some)
}
