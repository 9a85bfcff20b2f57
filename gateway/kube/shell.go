package kube

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/remotecommand"
	utilexec "k8s.io/client-go/util/exec"

	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
	"berth/shared/order"
)

// A shell is bash where there is one. All that is started in it can be told by a token in its environment.
const shellScript = `BERTH_SHELL=$1 TERM=$2
export BERTH_SHELL TERM
if [ -n "$3" ]; then exec /bin/sh -c "$3"; fi
if command -v bash >/dev/null 2>&1; then exec bash; fi
exec /bin/sh`

// A command without a terminal can be told in the same way.
const execScript = `BERTH_SHELL=$1
export BERTH_SHELL
exec /bin/sh -c "$2"`

// hangUpScript ends a shell and what was started in it: not all runtimes hang up a terminal whose connection is gone.
const hangUpScript = `scan() {
	n=0
	for p in /proc/[0-9]*; do
		[ "$p" = "/proc/$$" ] && continue
		case "$(cat "$p/environ" "$p/cmdline" 2>/dev/null)" in
		*"$2"*) kill "-$1" "${p#/proc/}" 2>/dev/null && n=1 ;;
		esac
	done
}
scan HUP "$1"
for i in 1 2 3 4 5; do
	[ $n = 0 ] && exit 0
	sleep 0.2
	scan 0 "$1"
done
scan KILL "$1"`

// hangUpWait is how long the end of a shell may take.
const hangUpWait = 5 * time.Second

// hungUp is a shell's exit code when nobody types any more: that of a process ended by SIGHUP.
const hungUp = 128 + 1

// shells are terminals in pods.
type shells struct {
	realm   build.Realm
	watches *watches
	client  *api.Client
	life    context.Context
	log     *slog.Logger
}

// open opens one in the container of a service's newest pod, with that container's rights. A pod that
// answers is preferred, but one that does not is where a shell is wanted most.
func (s *shells) open(ctx context.Context, id order.ID, name string, t cluster.Terminal) (int, error) {
	term := t.Name
	if !cluster.TerminalName(term) {
		term = "xterm-256color"
	}
	return s.run(ctx, id, name, []string{shellScript, "sh", rand.Text(), term, t.Command}, func(ctx context.Context, end context.CancelCauseFunc) remotecommand.StreamOptions {
		return remotecommand.StreamOptions{
			Stdin: keyboard{t.In, ctx, end}, Stdout: display{t.Out, end}, Tty: true, TerminalSizeQueue: sizes{ctx, t.Sizes},
		}
	})
}

// command runs one without a terminal in the same place.
func (s *shells) command(ctx context.Context, id order.ID, name, command string, with cluster.Streams) (int, error) {
	return s.run(ctx, id, name, []string{execScript, "sh", rand.Text(), command}, func(_ context.Context, end context.CancelCauseFunc) remotecommand.StreamOptions {
		return remotecommand.StreamOptions{Stdin: with.In, Stdout: display{with.Out, end}, Stderr: display{with.Err, end}}
	})
}

// run runs a script of ours, whose first argument is the token by which what it starts is told, until it ends or ctx does.
func (s *shells) run(ctx context.Context, id order.ID, name string, script []string, streams func(context.Context, context.CancelCauseFunc) remotecommand.StreamOptions) (int, error) {
	if s.client.Exec == nil {
		return 0, cluster.ErrNoShell
	}
	pod, err := s.shellPod(ctx, id, name)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(s.life, func() { cancel(context.Canceled) })()
	token := script[2]
	err = s.exec(ctx, pod, name, append([]string{"/bin/sh", "-c"}, script...), streams(ctx, cancel))
	if ctx.Err() != nil {
		s.hangUp(pod, name, token)
		if err := context.Cause(ctx); err != errHungUp {
			return 0, fmt.Errorf("shell in order %s service %s: %w", id, name, err)
		}
		return hungUp, nil
	}
	var exit utilexec.CodeExitError
	switch {
	case err == nil:
		return 0, nil
	case noShell(err.Error()):
		return 0, fmt.Errorf("%w: the image of %s has no /bin/sh that can be started", cluster.ErrNoShell, name)
	case errors.As(err, &exit):
		return exit.Code, nil
	case apierrors.IsNotFound(err):
		return 0, fmt.Errorf("order %s service %s: %w", id, name, cluster.ErrNotRunning)
	}
	s.hangUp(pod, name, token) // the connection broke
	return 0, fmt.Errorf("kube: shell: %w", err)
}

// exec runs a command in a pod's container.
func (s *shells) exec(ctx context.Context, pod *corev1.Pod, container string, command []string, o remotecommand.StreamOptions) error {
	what := &corev1.PodExecOptions{Container: container, Command: command, Stdin: o.Stdin != nil, Stdout: true, Stderr: o.Stderr != nil, TTY: o.Tty}
	return s.client.Exec(ctx, pod.Namespace, pod.Name, what, o)
}

// hangUp ends a shell whose terminal is gone.
func (s *shells) hangUp(pod *corev1.Pod, container, token string) {
	ctx, cancel := context.WithTimeout(context.Background(), hangUpWait) // whatever has ended, the gateway too
	defer cancel()
	err := s.exec(ctx, pod, container, []string{"/bin/sh", "-c", hangUpScript, "sh", token}, remotecommand.StreamOptions{Stdout: io.Discard})
	if err != nil && !apierrors.IsNotFound(err) && !noShell(err.Error()) {
		s.log.Warn("a shell may be left", "namespace", pod.Namespace, "pod", pod.Name, "err", err)
	}
}

// shellPod is the pod for a shell. Whether the service is to run at all the API server is asked for: the watch may not
// have heard of a stop yet.
func (s *shells) shellPod(ctx context.Context, id order.ID, name string) (*corev1.Pod, error) {
	none := fmt.Errorf("order %s service %.20q: %w", id, name, cluster.ErrNotRunning)
	if !manifest.ValidService(name) {
		return nil, none
	}
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	ns := s.realm.Namespace(id)
	var r runner
	d, err := s.client.Deployments(ns).Get(ctx, name, metav1.GetOptions{})
	if err == nil {
		r.deployment = d
	} else if apierrors.IsNotFound(err) {
		r.job, err = s.client.Jobs(ns).Get(ctx, name, metav1.GetOptions{})
	}
	switch {
	case apierrors.IsNotFound(err):
		return nil, none
	case err != nil:
		return nil, fmt.Errorf("kube: shell: %w", err)
	case !s.realm.Owns(r.object().GetLabels()) || r.object().GetDeletionTimestamp() != nil || r.deployment != nil && verdict.Replicas(r.deployment) == 0:
		return nil, none
	}
	if pod := s.watches.best(ns, name); pod != nil {
		return pod, nil
	}
	return nil, none
}

// noShell reports whether a command could not even be started. The runtimes word it differently, and the exit code may be
// that of a shell.
func noShell(message string) bool {
	if strings.HasPrefix(message, "command terminated with") {
		return false
	}
	for _, x := range []string{"no such file or directory", "executable file not found", "exec format error", "not a directory", "permission denied"} {
		if strings.Contains(message, x) {
			return true
		}
	}
	return false
}

var errHungUp = errors.New("nobody types any more")

// keyboard is what is typed. When it ends, the terminal hangs up; the end is not passed on, because the output would end with it.
type keyboard struct {
	r      io.Reader
	ctx    context.Context
	cancel context.CancelCauseFunc
}

func (k keyboard) Read(b []byte) (int, error) {
	n, err := k.r.Read(b)
	if n > 0 {
		return n, nil
	}
	if err != nil {
		k.cancel(errHungUp)
		<-k.ctx.Done()
		return 0, io.EOF
	}
	return 0, nil
}

// display is what is shown. When it cannot be shown any more, the shell ends.
type display struct {
	w      io.Writer
	cancel context.CancelCauseFunc
}

func (d display) Write(b []byte) (int, error) {
	n, err := d.w.Write(b)
	if err != nil {
		d.cancel(err)
	}
	return n, err
}

// sizes is a terminal's sizes for remotecommand.
type sizes struct {
	ctx  context.Context
	from <-chan cluster.Size
}

// Next gives the next size, nil in the end.
func (s sizes) Next() *remotecommand.TerminalSize {
	select {
	case <-s.ctx.Done():
		return nil
	case size, ok := <-s.from:
		if !ok {
			return nil
		}
		return &remotecommand.TerminalSize{Width: size.Columns, Height: size.Rows}
	}
}
