package formats

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/shared/problem"
	"berth/shared/resource"
)

func FuzzTemplate(f *testing.F) { fuzz(f, "template") }

func FuzzCompose(f *testing.F) { fuzz(f, "compose") }

func FuzzSDL(f *testing.F) { fuzz(f, "sdl") }

func FuzzKubernetes(f *testing.F) { fuzz(f, "kubernetes") }

// FuzzBundle has a Compose file read with a value, a .env and another file beside it.
func FuzzBundle(f *testing.F) {
	f.Add("services: {web: {image: 'a:${TAG}', env_file: a, extends: {file: a, service: b}, volumes: ['./a:/a']}}", "1", "TAG=2", "services: {b: {image: c}}")
	f.Add("include: [a]\nservices: {web: {image: $A, environment: [A, B=$$]}}", "x", "A='b'", "A=b")
	f.Fuzz(func(t *testing.T, text, value, env, other string) {
		b := read.Bundle{Text: text, Values: map[string]string{"TAG": value}, Files: map[string][]byte{".env": []byte(env), "a": []byte(other)}}
		m, err := parse("compose", b)
		again, errAgain := parse("compose", b)
		if a, b := show(m, err), show(again, errAgain); a != b {
			t.Fatalf("twice is not the same: %s, %s", a, b)
		}
		if err == nil {
			holds(t, m)
		}
	})
}

// fuzz has a reader read anything. What it gives is a problem, or a manifest that holds to the limits; twice the same;
// and in bounded time.
func fuzz(f *testing.F, format string) {
	files, err := filepath.Glob("testdata/" + format + "/*.in")
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		began := time.Now()
		m, err := Parse(format, text)
		if took := time.Since(began); took > 5*time.Second {
			t.Fatalf("it took %s", took)
		}
		again, errAgain := Parse(format, text)
		if a, b := show(m, err), show(again, errAgain); a != b {
			t.Fatalf("twice is not the same: %s, %s", a, b)
		}
		if err != nil {
			var p *problem.Problem
			if !errors.As(err, &p) || p.Status < 400 || p.Field == "" && p.Code != problem.TooLarge || p.Detail == "" {
				t.Fatalf("%T is no problem", err)
			}
			return
		}
		holds(t, m)
	})
}

// show is all that is seen of a manifest.
func show(m manifest.Manifest, err error) string {
	raw, bad := json.Marshal(m)
	if bad != nil {
		return bad.Error()
	}
	if err != nil {
		return err.Error() + string(raw)
	}
	return string(raw)
}

func holds(t *testing.T, m manifest.Manifest) {
	replicas := 0
	volumes := map[string]bool{}
	for _, v := range m.Volumes {
		volumes[v.Name] = true
	}
	names := map[string]bool{}
	for _, s := range m.Services {
		replicas += s.Count()
		if names[s.Name] || !manifest.ValidService(s.Name) || !manifest.ValidImage(s.Image) || s.Port < 0 || s.Port > 65535 || s.User < 0 || s.Group < 0 || len(s.Env)+len(s.SecretEnv) > manifest.MaxEnv {
			t.Fatalf("%+v", s)
		}
		for _, n := range append(s.Aliases, s.Name) {
			names[n] = true
		}
		for name, v := range s.Env {
			if _, both := s.SecretEnv[name]; both || strings.ContainsRune(v, 0) || !manifest.EnvName.MatchString(name) {
				t.Fatalf("variable %q", name)
			}
		}
		for _, p := range s.Ports {
			if p.Port < 1 || p.Port > 65535 || p.Target < 1 || p.Target > 65535 {
				t.Fatalf("port %+v", p)
			}
		}
		for _, x := range s.Mounts {
			if !volumes[x.Volume] || !manifest.ValidPath(x.Path) || strings.Contains(x.SubPath, "..") && !manifest.SubPath.MatchString(x.SubPath) || s.Count() > 1 {
				t.Fatalf("mount %+v", x)
			}
		}
		for _, x := range s.Files {
			if !manifest.ValidPath(x.Path) || x.Mode < 0 || x.Mode > 0o777 {
				t.Fatalf("file %s", x.Path)
			}
		}
	}
	if len(m.Services) < 1 || len(m.Services) > manifest.MaxServices || replicas > manifest.MaxReplicas || len(m.Volumes) > manifest.MaxVolumes {
		t.Fatalf("%d services, %d replicas, %d volumes", len(m.Services), replicas, len(m.Volumes))
	}
	bought := resource.Resources{CPUMilli: 1000, MemoryMiB: 1000, DiskMiB: 1000, GPU: 2, GPUModel: "a100"}
	sh, short := m.Share(bought)
	if len(short) > 0 {
		return
	}
	var sum resource.Resources
	for i, s := range m.Services {
		for range s.Count() {
			sum = sum.Add(sh.Services[i])
		}
	}
	for _, n := range sh.Volumes {
		sum.DiskMiB += n
	}
	if sum.GPUModel = bought.GPUModel; bought.Lacks(sum) != nil {
		t.Fatalf("shares of %+v come to %+v", bought, sum)
	}
}
