package manifest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretIsNeverSeen(t *testing.T) {
	s := Service{SecretEnv: map[string]Secret{"A": "hunter2"}, Pull: &Registry{Password: "hunter3"}, Files: []File{{Secret: "hunter4"}}}
	var log bytes.Buffer
	l := slog.New(slog.NewJSONHandler(&log, nil))
	l.Info("x", "service", s, "secret", s.SecretEnv["A"])
	l = slog.New(slog.NewTextHandler(&log, nil))
	l.Info("x", "service", s, "secret", s.SecretEnv["A"])
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	all := log.String() + string(raw)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		all += fmt.Sprintf(verb, s) + fmt.Sprintf(verb, s.SecretEnv) + fmt.Sprintf(verb, s.Pull.Password)
	}
	if strings.Contains(all, "hunter") || strings.Contains(all, "68756e746572") || strings.Contains(all, "104 117") {
		t.Error(all)
	}
	if s.SecretEnv["A"].Reveal() != "hunter2" {
		t.Error("the service gets another one")
	}
}

func TestLooksSecret(t *testing.T) {
	for name, want := range map[string]bool{
		"PASSWORD": true, "POSTGRES_PASSWORD": true, "DB_PASS": true, "MYSQL_PWD": false, "API_KEY": true, "apikey": true, "GITHUB_TOKEN": true, "CLIENT_SECRET": true, "AWS_SECRET_ACCESS_KEY": true,
		"TITLE": false, "GREETING": false, "COMPASS": false, "PORT": false, "KEYBOARD": false,
	} {
		if got := LooksSecret.MatchString(name); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
