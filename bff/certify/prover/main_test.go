package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/bff/certify/evidence"
	"berth/bff/certify/measure"
	"berth/shared/eth"
	"berth/shared/resource"
)

// started serves until the test ends, and gives the URL.
func started(t *testing.T, greeting, disk string) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- serve(ctx, ln, greeting, disk) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Error("it does not end")
		}
	})
	return "http://" + ln.Addr().String()
}

// TestPage: the word that nobody could know is in the page, and is text there.
func TestPage(t *testing.T) {
	at := started(t, "<b>0123456789abcdef", t.TempDir())
	res, err := http.Get(at + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != 200 || !strings.Contains(string(b), "&lt;b&gt;0123456789abcdef") || strings.Contains(string(b), "<b>") {
		t.Errorf("%d %s %v", res.StatusCode, b, err)
	}
}

// TestMeasured: a platform measures what runs as this program, and one that has no disk does not pass.
func TestMeasured(t *testing.T) {
	m := &measure.Measurer{Verifier: eth.Address{9}}
	claimed := resource.Resources{CPUMilli: 1000, MemoryMiB: 128, DiskMiB: 64, TrafficMiB: 1024}
	plan := measure.PlanFor(claimed, measure.Budget{Memory: 8 << 20, Disk: 4 << 20, Transfer: 1 << 20})
	measured := func(disk string) (evidence.CapacityFound, error) {
		s := measure.Service{HTTP: &http.Client{}, URL: started(t, "", disk)}
		return m.Capacity(t.Context(), s, eth.Address{7}, 1, claimed, plan)
	}
	c, err := measured(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := (measure.Rules{Cores: 15, Speed: 1, DiskSpeed: 1, Transfer: 64}).Judge(c, plan); err != nil {
		t.Error(err)
	}
	if _, err := measured(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "there is no disk") {
		t.Errorf("without a disk: %v", err)
	}
}
