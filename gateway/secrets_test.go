package gateway

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/shared/wire"
)

// A user's secret reaches the service and the gateway's answers never, nor its ledger but sealed; and a gateway whose key
// is lost says so before it serves.
func TestSecretsAtRest(t *testing.T) {
	const secret = "hunter2-of-the-database"
	w := newWorld(t)
	keyPath := filepath.Join(t.TempDir(), "elsewhere.key")
	elsewhere := func(c *Config) { c.SecretsKey = keyPath }
	_, stop := w.start(elsewhere)
	id := w.order()
	bearer := w.access(id)
	text := strings.Replace(formats["compose"], "    expose", "    environment: {DB_PASSWORD: "+secret+"}\n    expose", 1)
	if !strings.Contains(text, secret) {
		t.Fatal("the file has no secret")
	}
	steps := w.deploy(bearer, w.deployText(id, 1, "compose", text))
	if last := steps[len(steps)-1]; last.Phase != wire.PhaseReady {
		t.Fatalf("%+v", steps)
	}
	stop()
	for _, name := range []string{"ledger.db", "secrets.key"} {
		raw, err := os.ReadFile(filepath.Join(w.dir, name))
		switch {
		case name == "secrets.key" && err == nil:
			t.Error("there is a second key")
		case name == "ledger.db" && (err != nil || bytes.Contains(raw, []byte(secret)) || bytes.Contains(raw, []byte("DB_PASSWORD"))):
			t.Errorf("the secret is in the ledger, or there is none: %v", err)
		}
	}
	cfg := w.config()
	if g, err := New(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "secrets.key") || !strings.Contains(err.Error(), "--secrets-key") {
		if g != nil {
			_ = g.close()
		}
		t.Errorf("without the key: %v", err)
	}
	w.start(elsewhere)
	within(t, 20*time.Second, "runs again", func() bool { return w.deployment(id, bearer).Phase == wire.PhaseReady })
}
