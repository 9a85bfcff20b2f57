package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/archive"
	"berth/gateway/kube/carry"
)

func TestThereAndBack(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	for dir, text := range map[string]string{from: "new", to: "old"} {
		if err := os.WriteFile(filepath.Join(dir, text), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, said bytes.Buffer
	if err := run(t.Context(), []string{"pack", from}, nil, &out, &said); err != nil {
		t.Fatal(err)
	}
	r, err := carry.Read(said.Bytes())
	if err != nil || r.Err() != nil || r.Sent != uint64(out.Len()) || r.Entries != 2 {
		t.Fatalf("got %+v, %v, %d bytes", r, err, out.Len())
	}
	raw := out.Bytes()
	said.Reset()
	if err := run(t.Context(), []string{"unpack", to, "beside", "10"}, &carry.Frames{From: bytes.NewReader(raw[:len(raw)-3])}, nil, &said); err != nil {
		t.Fatal(err)
	}
	if r, err := carry.Read(said.Bytes()); err != nil || !errors.Is(r.Err(), archive.ErrBad) || errors.Is(r.Err(), archive.ErrLost) {
		t.Errorf("an archive that is cut off: %+v, %v", r, err)
	}
	said.Reset()
	if err := run(t.Context(), []string{"unpack", to, "beside", "10"}, &carry.Frames{From: bytes.NewReader(raw)}, nil, &said); err != nil {
		t.Fatal(err)
	}
	if r, err := carry.Read(said.Bytes()); err != nil || r.Err() != nil {
		t.Errorf("got %+v, %v", r, err)
	}
	if got, err := os.ReadFile(filepath.Join(to, "new")); err != nil || string(got) != "new" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(to, "old")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old content is there still: %v", err)
	}
}

func TestWhatNobodyMeans(t *testing.T) {
	for _, args := range []string{"", "pack", "unpack /x", "unpack /x over 10", "unpack /x beside ten", "wait for me"} {
		if run(t.Context(), strings.Fields(args), strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}) == nil {
			t.Errorf("%q is done", args)
		}
	}
}

// TestWait: it waits while something is done, and not for a gateway that has gone.
func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		wait(t.Context(), func() bool { return time.Since(began) < 10*time.Minute })
		if took := time.Since(began); took < 10*time.Minute || took > 12*time.Minute {
			t.Errorf("it waited for %s", took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		began = time.Now()
		wait(ctx, func() bool { return true })
		if took := time.Since(began); took != 0 {
			t.Errorf("told to end, it waited for %s", took)
		}
	})
}
