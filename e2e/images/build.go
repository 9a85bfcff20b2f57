package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// toolLimit is how long one tool may take: a large Go program from nothing, on two cores that others use too.
const toolLimit = 30 * time.Minute

// bench is where images are made.
type bench struct {
	store
	began time.Time
	made  map[string]*tree // by recipe
}

// build makes what is asked for, and what that is laid over.
func build(ctx context.Context, recipes []*recipe, anew bool, names []string) error {
	s, err := openStore()
	if err != nil {
		return err
	}
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	b := &bench{store: s, began: time.Now(), made: map[string]*tree{}}
	defer os.RemoveAll(s.path("work")) // what is mounted there is gone with this process
	for _, n := range names {
		if !slices.ContainsFunc(recipes, func(r *recipe) bool { return r.name == n }) {
			return fmt.Errorf("no recipe %.40q; remedy: go run . list", n)
		}
	}
	byName := map[string]*recipe{}
	for _, r := range recipes {
		byName[r.name] = r
		switch {
		case len(names) > 0 && !slices.Contains(names, r.name), len(r.Names) == 0:
		case !anew && s.has(r):
		default:
			if err := b.image(ctx, byName, r); err != nil {
				return fmt.Errorf("image %s: %w", r.name, err)
			}
		}
	}
	return s.prune(recipes)
}

// say reports a step with the time since the start.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%7.1fs %s\n", time.Since(b.began).Seconds(), fmt.Sprintf(format, args...))
}

// image makes an image and puts it into the store.
func (b *bench) image(ctx context.Context, recipes map[string]*recipe, r *recipe) error {
	b.say("%s: %s", r.name, r.origin())
	t, err := b.tree(ctx, recipes, r)
	if err != nil {
		return err
	}
	var layers []v1.Layer
	for _, t := range t.chain() {
		l, err := b.layer(t)
		if err != nil {
			return err
		}
		layers = append(layers, l)
	}
	size, err := b.add(r, layers)
	if err != nil {
		return err
	}
	b.say("%s: %d MB, %s", r.name, size/1e6, strings.Join(r.Names, ", "))
	if len(t.recipe.Names) > 0 && t.base != nil {
		return os.RemoveAll(t.dir) // nothing is laid over it
	}
	return nil
}

// tree gives a recipe's files, over those of what it is laid over. A base is kept for the next time.
func (b *bench) tree(ctx context.Context, recipes map[string]*recipe, r *recipe) (*tree, error) {
	if t := b.made[r.name]; t != nil {
		return t, nil
	}
	t := &tree{recipe: r, dir: b.path("trees", r.name+"-"+r.digest[:16])}
	if r.From != "" {
		var err error
		if t.base, err = b.tree(ctx, recipes, recipes[r.From]); err != nil {
			return nil, err
		}
	}
	if _, err := os.Stat(t.list()); err == nil && len(r.Names) == 0 {
		b.made[r.name] = t
		return t, nil
	}
	if err := os.RemoveAll(t.dir); err != nil {
		return nil, err
	}
	if err := b.fill(ctx, t); err != nil {
		return nil, errors.Join(err, os.RemoveAll(t.dir))
	}
	b.made[r.name] = t
	return t, nil
}

// fill makes a tree's files.
func (b *bench) fill(ctx context.Context, t *tree) error {
	root, err := t.mount(b.path("work", t.recipe.name))
	if err != nil {
		return err
	}
	defer syscall.Unmount(root, syscall.MNT_DETACH)
	r := t.recipe
	if t.base == nil {
		if err := lay(root); err != nil {
			return err
		}
	}
	if len(r.Debian) > 0 {
		if err := b.unpack(ctx, t, root); err != nil {
			return err
		}
	}
	if err := people(root, r.Users); err != nil {
		return err
	}
	if r.NPM != nil {
		if err := b.npm(ctx, r.NPM, root); err != nil {
			return err
		}
	}
	if r.Go != nil {
		if err := b.compile(ctx, r.Go, root); err != nil {
			return err
		}
	}
	for from, to := range r.Copy {
		raw, err := files.ReadFile("recipes/" + r.name + "/" + from)
		if err != nil {
			return err
		}
		if err := write(filepath.Join(root, to), raw, 0o755); err != nil {
			return err
		}
	}
	for _, f := range r.Folders {
		if err := folder(root, f); err != nil {
			return err
		}
	}
	if r.Run != "" {
		if err := b.chroot(ctx, root, r.Run); err != nil {
			return err
		}
	}
	return t.close()
}

// folder makes one that the recipe names by path, owner and mode, or gives one away that is there.
func folder(root, text string) error {
	var path, owner, mode string
	if n, _ := fmt.Sscan(text, &path, &owner, &mode); n != 3 {
		return fmt.Errorf("folder %q: want path, owner and mode", text)
	}
	bits, err := strconv.ParseUint(mode, 8, 32)
	if err != nil {
		return fmt.Errorf("folder %q: mode: %w", text, err)
	}
	uid, gid, ok := strings.Cut(owner, ":")
	if !ok {
		gid = uid
	}
	u, err := strconv.Atoi(uid)
	g, err2 := strconv.Atoi(gid)
	if err := errors.Join(err, err2); err != nil {
		return fmt.Errorf("folder %q: owner: %w", text, err)
	}
	at := filepath.Join(root, path)
	if err := os.MkdirAll(at, 0o755); err != nil {
		return err
	}
	return errors.Join(os.Chown(at, u, g), syscall.Chmod(at, uint32(bits)))
}

func write(path string, raw []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return errors.Join(os.WriteFile(path, raw, mode), os.Chmod(path, mode))
}

// chroot runs a script by the image's own shell, in a session without a network and with nothing of this machine but a few devices.
func (b *bench) chroot(ctx context.Context, root, script string) error {
	dev := filepath.Join(root, "dev")
	if err := syscall.Mount("dev", dev, "tmpfs", syscall.MS_NOSUID|syscall.MS_NOEXEC, "mode=755,size=64k"); err != nil {
		return fmt.Errorf("%s: %w", dev, err)
	}
	defer syscall.Unmount(dev, syscall.MNT_DETACH)
	for name, minor := range map[string]int{"null": 3, "zero": 5, "random": 8, "urandom": 9} {
		if err := syscall.Mknod(filepath.Join(dev, name), syscall.S_IFCHR|0o666, 1<<8|minor); err != nil {
			return err
		}
	}
	cmd := b.command(ctx, "/bin/sh", "-eu", "-c", script)
	cmd.Dir, cmd.Env = "/", []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C.UTF-8"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWPID | syscall.CLONE_NEWNS}
	return ran(ctx, cmd)
}

// tool runs a program of this machine's.
func (b *bench) tool(ctx context.Context, dir string, env []string, name string, args ...string) error {
	cmd := b.command(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	return ran(ctx, cmd)
}

func (b *bench) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// ran runs a command within the limit. What it says is shown when it fails.
func ran(ctx context.Context, cmd *exec.Cmd) error {
	said, err := os.CreateTemp("", "berth-images-")
	if err != nil {
		return err
	}
	defer func() { said.Close(); os.Remove(said.Name()) }()
	cmd.Stdout, cmd.Stderr = said, said
	stop := time.AfterFunc(toolLimit, func() { _ = cmd.Cancel() })
	defer stop.Stop()
	err = cmd.Run()
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if size, err := said.Seek(0, io.SeekEnd); err == nil {
		_, _ = said.Seek(max(0, size-4000), io.SeekStart)
	}
	tail, _ := io.ReadAll(said)
	return fmt.Errorf("%s: %w\n%s", cmp.Or(cmd.Path, "tool"), err, tail)
}
