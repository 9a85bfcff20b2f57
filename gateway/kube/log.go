package kube

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/lease"
	"berth/gateway/manifest"
	"berth/shared/order"
)

// What is kept of the log of a service that was stopped, and how long a stop may take for that.
const (
	keptLog = 256 << 10
	logWait = 3 * time.Second
)

// logs are a service's last bytes. Those of a service that was stopped are as they were then, until it is deleted.
func (c *Cluster) logs(ctx context.Context, id order.ID, name string, limit int) ([]byte, error) {
	if !manifest.ValidService(name) {
		return nil, fmt.Errorf("service %.20q: %w", name, lease.ErrNotRunning)
	}
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	ns := c.namespaceOf(id)
	if pod := c.pod(ns, name); pod != nil {
		b, err := c.podLog(ctx, pod, name, limit)
		if err == nil {
			return b, nil
		}
		if kept, kerr := c.kept(id, name, limit); kerr == nil {
			return kept, nil
		}
		return nil, err
	}
	b, err := c.kept(id, name, limit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("order %s service %s: %w", id, name, lease.ErrNotRunning)
	}
	return b, err
}

// podLog is the log of a pod's container, and of the one before it if it has said nothing yet.
func (c *Cluster) podLog(ctx context.Context, pod *corev1.Pod, name string, limit int) ([]byte, error) {
	// The API can cut a log's head by lines only: a few more than fit, and the rest here.
	lines := int64(limit/16 + 1)
	o := corev1.PodLogOptions{Container: name, TailLines: &lines}
	b, err := c.client.CoreV1().Pods(pod.Namespace).GetLogs(pod.Name, &o).DoRaw(ctx)
	if err != nil || len(b) == 0 {
		o.Previous = true
		if before, perr := c.client.CoreV1().Pods(pod.Namespace).GetLogs(pod.Name, &o).DoRaw(ctx); perr == nil {
			b, err = before, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("kube: logs of %s: %w", name, err)
	}
	return b[max(0, len(b)-limit):], nil
}

func (c *Cluster) logFile(id order.ID, name string) string {
	return filepath.Join(c.cfg.Logs, id.String(), name+".log")
}

func (c *Cluster) kept(id order.ID, name string, limit int) ([]byte, error) {
	if c.cfg.Logs == "" {
		return nil, fs.ErrNotExist
	}
	b, err := os.ReadFile(c.logFile(id, name))
	if err != nil {
		return nil, fmt.Errorf("kube: kept log: %w", err)
	}
	return b[max(0, len(b)-limit):], nil
}

// keepLogs writes down what an order's services have said, as far as that can be had: a stop does not fail for it.
func (c *Cluster) keepLogs(ctx context.Context, id order.ID) {
	if c.cfg.Logs == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, logWait)
	defer cancel()
	ns := c.namespaceOf(id)
	deployments, err := c.client.AppsV1().Deployments(ns).List(ctx, metav1.ListOptions{LabelSelector: c.selector()})
	if err != nil {
		return
	}
	for _, d := range deployments.Items {
		pod := c.pod(ns, d.Name)
		if pod == nil {
			continue
		}
		b, err := c.podLog(ctx, pod, d.Name, keptLog)
		if err == nil && len(b) > 0 {
			path := c.logFile(id, d.Name)
			err = errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, b, 0o600))
		}
		if err != nil {
			c.log.Warn("log not kept", "order", id, "service", d.Name, "err", err)
		}
	}
}

func (c *Cluster) dropLogs(id order.ID) error {
	if c.cfg.Logs == "" {
		return nil
	}
	if err := os.RemoveAll(filepath.Join(c.cfg.Logs, id.String())); err != nil {
		return fmt.Errorf("kube: kept logs: %w", err)
	}
	return nil
}
