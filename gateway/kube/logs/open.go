package logs

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// podLog is an open log.
type podLog struct {
	lineReader
	close func()
}

// readPod opens a container's log with times; nil: it has none, since it was never started. Whoever does not follow it
// gets an error when nothing comes for long; the time that he takes himself does not count.
func (g *Logs) readPod(ctx context.Context, p *corev1.Pod, service string, o corev1.PodLogOptions, since time.Time) (*podLog, error) {
	o.Container, o.Timestamps = service, true
	if !since.IsZero() {
		t := metav1.NewTime(since)
		o.SinceTime = &t
	}
	ctx, cancel := context.WithCancel(ctx)
	late := time.AfterFunc(perCall, cancel)
	body, err := g.server.OpenLog(ctx, p.Namespace, p.Name, &o)
	late.Stop()
	if err != nil {
		cancel()
		if apierrors.IsNotFound(err) || apierrors.IsBadRequest(err) {
			return nil, nil
		}
		return nil, fmt.Errorf("kube: log of %s: %w", service, err)
	}
	var r io.Reader = body
	if !o.Follow {
		r = &hasty{r: body, cancel: cancel}
	}
	return &podLog{newLineReader(r), sync.OnceFunc(func() {
		cancel()
		body.Close()
	})}, nil
}

// hasty gives up reading when nothing comes for long.
type hasty struct {
	r      io.Reader
	cancel func()
}

func (h *hasty) Read(b []byte) (int, error) {
	late := time.AfterFunc(perCall, h.cancel)
	defer late.Stop()
	return h.r.Read(b)
}
