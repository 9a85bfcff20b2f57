package command

import (
	"os"
	"strings"
	"testing"
)

func TestSettingsWin(t *testing.T) {
	w := newWorld(t)
	w.must(w.initArgs()...)
	config := w.path("node.yaml")
	endpoint := func(args ...string) string {
		t.Helper()
		out := w.must(append([]string{"--config", config, "register", "--total", "cpuMilli=100,memoryMiB=64,diskMiB=64"}, args...)...)
		for l := range strings.Lines(out) {
			if rest, ok := strings.CutPrefix(l, "endpoint"); ok {
				return strings.TrimSpace(rest)
			}
		}
		t.Fatalf("no endpoint:\n%s", out)
		return ""
	}
	if got := endpoint(); got != w.domain {
		t.Errorf("by the file: %s", got)
	}
	t.Setenv("BERTH_DOMAIN", "n2.localhost:9000")
	if got := endpoint(); got != "n2.localhost:9000" {
		t.Errorf("by the variable: %s", got)
	}
	t.Setenv("BERTH_CONFIG", config)
	if code, _, errs := w.run("", "doctor", "--domain", "a b", "--probe-image", ""); code != exitFailures {
		t.Errorf("by the flag: %d %s", code, errs)
	}
}

func TestWrongLines(t *testing.T) {
	w := &world{T: t, dir: t.TempDir()}
	write := func(text string) string {
		t.Helper()
		if err := os.WriteFile(w.path("node.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return w.path("node.yaml")
	}
	for name, c := range map[string]struct {
		args []string
		code int
		want string
	}{
		"unknown command":      {[]string{"fly"}, exitUsage, "fly"},
		"unknown flag":         {[]string{"run", "--fly"}, exitUsage, "--fly"},
		"nothing":              {nil, exitUsage, "--domain"},
		"no file":              {[]string{"--config", "/none.yaml", "run"}, exitUsage, "none.yaml"},
		"unknown setting":      {[]string{"--config", write("domain: a.example.org\ndomian: b\n"), "run"}, exitUsage, "node.yaml:2: domian: is no setting"},
		"also for others":      {[]string{"--config", w.path("node.yaml"), "register"}, exitUsage, "node.yaml:2: domian"},
		"settings are missing": {[]string{"register"}, exitFailed, "remedy: --config FILE"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errs := w.run("", c.args...)
			if code != c.code || !strings.Contains(errs, c.want) {
				t.Errorf("exit code %d, %s, want %d and %q", code, errs, c.code, c.want)
			}
		})
	}
	if code, out, _ := w.run("", "version"); code != 0 || strings.TrimSpace(out) == "" {
		t.Errorf("version: %d %q", code, out)
	}
}
