package kube

import (
	"sync"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// ghosts are pods that the watch still shows although they have ended or are about to: the API server said so to somebody
// who asked. The zero value has none. It is safe for concurrent use.
type ghosts struct {
	mu   sync.Mutex
	gone map[types.UID]struct{}
}

// add takes those of the pods that a watch showed of which a later answer of the API server says that they go or are gone.
// Shown reports whether the watch still shows one.
func (g *ghosts) add(watched []*corev1.Pod, later []corev1.Pod, shown func(*corev1.Pod) bool) {
	stay := map[types.UID]bool{}
	for _, p := range later {
		stay[p.UID] = p.DeletionTimestamp == nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, p := range watched {
		if !stay[p.UID] && shown(p) {
			if g.gone == nil {
				g.gone = map[types.UID]struct{}{}
			}
			g.gone[p.UID] = struct{}{}
		}
	}
}

func (g *ghosts) has(uid types.UID) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	_, ok := g.gone[uid]
	return ok
}

// lay forgets a pod that the watch no longer shows.
func (g *ghosts) lay(uid types.UID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.gone, uid)
}
