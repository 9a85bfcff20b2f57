package doctor

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"berth/gateway/local"
)

// What the folder of the gateway's own data should be.
const (
	leastFree = 1 << 10 // MiB
	goodFree  = 5 << 10
	slowSync  = 50 * time.Millisecond
	syncs     = 9
)

// disk looks whether the data folder can be written to, how much room there is, and how long a write takes to be safe: the ledger
// is written so for each thing that must not be lost.
func (e *exam) disk(context.Context) []Finding {
	dir := e.cfg.Data
	for errors.Is(stat(dir), fs.ErrNotExist) && filepath.Dir(dir) != dir { // run makes it
		dir = filepath.Dir(dir)
	}
	took, err := syncTime(dir)
	if err != nil {
		return fail("let the gateway's user write to it, or name another with --data", "%s cannot be written to: %v", dir, err)
	}
	return room(dir, local.Machine(dir, local.Free).DiskMiB, took)
}

// room judges a folder by what is free in it, in MiB, and by how long a write takes.
func room(dir string, free uint32, took time.Duration) []Finding {
	switch {
	case free < leastFree:
		return fail("make room, or name another folder with --data", "%s has only %d MiB left", dir, free)
	case free < goodFree:
		return warn("make room: the logs of what was stopped are kept there", "%s has only %d MiB left", dir, free)
	case took > slowSync:
		return warn("put --data on a faster disk, not on a network's", "a write to %s takes %s to be safe", dir, took.Round(time.Millisecond))
	}
	return fine("%s has %d GiB left, and a write takes %s to be safe", dir, free>>10, took.Round(time.Microsecond*100))
}

func stat(path string) error {
	_, err := os.Stat(path)
	return err
}

// syncTime is what a write of a page and its sync usually take.
func syncTime(dir string) (time.Duration, error) {
	f, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	var all []time.Duration
	page := make([]byte, 4096)
	for range syncs {
		began := time.Now()
		if _, err := f.Write(page); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		all = append(all, time.Since(began))
	}
	slices.Sort(all)
	return all[len(all)/2], nil
}
