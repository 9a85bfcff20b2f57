package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestUnit holds the systemd unit against systemd's own checks, and its variables against the flags that there are.
func TestUnit(t *testing.T) {
	raw, err := os.ReadFile("../../deploy/systemd/berth-gateway.service")
	if err != nil {
		t.Fatal(err)
	}
	var l line
	k, err := kong.New(&l, kong.DefaultEnvars("BERTH"), kong.Bind(&program{}))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, f := range append(nodeFlags(k.Model), k.Model.Flags...) {
		for _, e := range f.Envs {
			known[e] = true
		}
	}
	vars := regexp.MustCompile(`Environment=(\w+)=`).FindAllStringSubmatch(string(raw), -1)
	if len(vars) < 3 {
		t.Fatalf("the unit has the variables %v", vars)
	}
	for _, v := range vars {
		if !known[v[1]] {
			t.Errorf("the unit sets %s, which no flag has", v[1])
		}
	}
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("there is no systemd-analyze here; remedy: install systemd")
	}
	// The program is not where the unit has it while this is tested.
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "berth-gateway.service")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(raw), "/usr/local/bin/berth-gateway", self)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"verify", path}, {"security", "--offline=true", "--threshold=20", "--no-pager", path}} {
		if out, err := exec.CommandContext(t.Context(), "systemd-analyze", args...).CombinedOutput(); err != nil || args[0] == "verify" && len(out) > 0 {
			t.Errorf("systemd-analyze %v: %v\n%s", args[:1], err, out)
		}
	}
}
