package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/shared/wire"
)

// certifier compiles the command that repeats checks.
var certifier = program("certify", "./bff/certify/cmd")

// certified waits until a demo's three nodes are.
func certified(t *testing.T, d *demo) (list wire.NodeList) {
	t.Helper()
	p := &rig.Person{HTTP: rig.Client(30 * time.Second)}
	began := time.Now()
	rig.Within(t, 4*time.Minute, "all nodes are certified", func() (err error) {
		list, err = rig.Ask[wire.NodeList](t.Context(), p, "GET", d.app+"/api/nodes?level=certified", nil)
		if err == nil && len(list.Items) < 3 {
			err = fmt.Errorf("%d are", len(list.Items))
		}
		return err
	})
	t.Logf("three nodes are certified after %s", time.Since(began).Round(time.Second))
	return list
}

// TestCertified: a demo's nodes are certified within some minutes, and anyone can repeat what was found out by one command.
func TestCertified(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--certify-every", "1m")
	bin, err := certifier()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	p := &rig.Person{HTTP: rig.Client(30 * time.Second)}
	list := certified(t, d)
	a, err := chain.LoadAddresses(filepath.Join(d.dir, "addresses.json"))
	if err != nil {
		t.Fatal(err)
	}
	contracts := []string{"--rpc", d.rpc, "--market", a.Market.String(), "--registry", a.Registry.String()}
	run := func(args ...string) (string, error) {
		out, err := exec.CommandContext(ctx, bin, args...).CombinedOutput()
		return string(out), err
	}
	for _, n := range list.Items {
		found, err := rig.Ask[wire.Certification](ctx, p, "GET", d.app+"/api/nodes/"+n.Address.String()+"/certification", nil)
		if err != nil || found.Level != wire.Certified || len(found.Checks) < 4 || found.Uptime.Day < 900 {
			t.Errorf("%s: %+v, %v", n.Name, found, err)
		}
		// The command that the page shows, as it is.
		words := strings.Fields(strings.TrimPrefix(found.Command, "go run ./bff/certify/cmd "))
		if out, err := run(words...); err != nil || strings.Count(out, "passed") != 2 {
			t.Errorf("%s: %v: %s", found.Command, err, out)
		}
		page, err := rig.Ask[wire.Page[wire.EvidenceBrief]](ctx, p, "GET", d.app+"/api/nodes/"+n.Address.String()+"/evidence", nil)
		if err != nil || len(page.Items) < 4 {
			t.Fatalf("%s: evidence: %+v, %v", n.Name, page, err)
		}
		seen := map[string]bool{}
		for _, e := range page.Items {
			if seen[e.Check] {
				continue
			}
			seen[e.Check] = true
			out, err := run(append(append([]string{"evidence"}, contracts...), d.app+"/api/evidence/"+e.ID)...)
			if err != nil || !strings.Contains(out, "checked again") {
				t.Errorf("%s of %s: %v: %s", e.Check, n.Name, err, out)
			}
		}
		for _, check := range []string{"key", "place", "capacity", "shop"} {
			if !seen[check] {
				t.Errorf("%s has no evidence of %s", n.Name, check)
			}
		}
	}
	// Another node's operator does not answer for this one.
	var wrong *exec.ExitError
	if out, err := run(append(append([]string{"check", "--demo"}, contracts...), a.Market.String())...); !errors.As(err, &wrong) || !strings.Contains(out, "not in the registry") {
		t.Errorf("a node that there is not: %v: %s", err, out)
	}
	// What was changed on the way does not hold.
	page, err := rig.Ask[wire.Page[wire.EvidenceBrief]](ctx, p, "GET", d.app+"/api/nodes/"+list.Items[0].Address.String()+"/evidence", nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := rig.Ask[wire.EvidenceDocument](ctx, p, "GET", d.app+"/api/evidence/"+page.Items[0].ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	e.Passed = !e.Passed
	raw, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "evidence.json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := run(append(append([]string{"evidence"}, contracts...), file)...); err == nil || !strings.Contains(out, "does not hold") {
		t.Errorf("a document that was changed: %v: %s", err, out)
	}
}
