package text

import (
	"berth/shared/order"
	"berth/shared/wire"
)

// Words for images that start as root: which node runs them, and what a quote promises.
var (
	RootName    = Text{"Root images", "root 镜像"}
	RootAsk     = Text{"Does an image start as root?", "镜像是否以 root 启动？"}
	RootAskHelp = Text{"Most public images do. A node that cannot run them as root starts them as another user, which many cannot; each quote says what its node promises.", "多数公开镜像以 root 启动。不支持的节点会改用其他用户启动，许多镜像因此无法运行。每份报价都写明节点的承诺。"}
	RootNot     = Text{"No, or I do not know", "否，或不清楚"}
	RootYes     = Text{"Yes", "是"}
	RootYesNote = Text{"In a user namespace or in a sandbox, whichever the node has", "用户命名空间或沙箱，取节点所有的一种"}
	RootUserNS  = Text{"Yes, in a user namespace", "是，用用户命名空间"}
	RootSandbox = Text{"Yes, in a sandbox", "是，用沙箱"}
	RootAny     = Text{"any", "不限"}
	RootEither  = Text{"are run as root", "可以运行"}
	RootNeeded  = Text{"Images of this service start as root: only nodes that promise to run them so are asked.", "此服务的镜像以 root 启动：只询问承诺能这样运行的节点。"}

	RootTag        = Text{"root images", "root 镜像"}
	RootTagSandbox = Text{"sandbox", "沙箱"}

	RootInUserNS  = Text{"in a user namespace", "用户命名空间"}
	RootInSandbox = Text{"in a sandbox", "沙箱"}
	RootInClass   = Text{"in the sandbox %s", "沙箱 %s"}
	RootOr        = Text{"%s, or %s", "%s或%s"}
	RootNone      = Text{"not run as root: they start as another user, which many cannot", "不以 root 运行，会改用其他用户启动，许多镜像因此无法运行"}
	RootUntold    = Text{"its gateway does not say", "网关没有说明"}

	RootPromise  = Text{"Images may start as root, %s: the node has signed that. If it loses it, it starts nothing new rather than run it otherwise.", "镜像可以用 root 启动（%s），节点已签名承诺。若节点失去此能力，它不会换别的方式运行，而是不再启动新服务。"}
	RootPromised = Text{"promised: %s", "已承诺：%s"}
	RootLacks    = Text{"It cannot run images as root the way you need", "它不能按你需要的方式以 root 运行镜像"}

	Isolated = Text{"Kept apart", "隔离方式"}
)

// Isolations say for each kind of isolation what it is called, and what that means.
var Isolations = map[string]struct{ Name, Means Text }{
	"plain":     {Text{"Plain", "普通"}, Text{"it runs as a user that is not root and has no rights on the machine", "以非 root 用户运行，对机器没有任何权限"}},
	"rooted":    {Text{"Rooted", "以 root 运行"}, Text{"it runs as its image's own user, root too, in a user namespace: root inside is nobody on the machine", "以镜像自己的用户运行（包括 root），位于用户命名空间：里面的 root 在机器上没有任何权限"}},
	"sandboxed": {Text{"Sandboxed", "沙箱"}, Text{"it runs as its image's own user, behind a kernel or in a machine of its own: safest, and slower", "以镜像自己的用户运行，有独立的内核或虚拟机：最安全，但较慢"}},
}

// NeedWords are the needs, as a search names them.
func (t T) NeedWords(n order.Need) string {
	switch n {
	case order.NeedRoot:
		return t.Say(RootEither)
	case order.NeedUserNS:
		return t.Say(RootInUserNS)
	case order.NeedSandbox:
		return t.Say(RootInSandbox)
	}
	return string(n)
}

// Features are what a quote promises, in words; empty: nothing that there are words for.
func (t T) Features(f order.Features) string {
	userns, sandbox := f&order.UserNS != 0, f&order.Sandbox != 0
	switch {
	case userns && sandbox:
		return t.Say(RootOr, t.Say(RootInUserNS), t.Say(RootInSandbox))
	case userns:
		return t.Say(RootInUserNS)
	case sandbox:
		return t.Say(RootInSandbox)
	}
	return ""
}

// Root is how a node runs images that start as root, as its card says it.
func (t T) Root(r *wire.Root) string {
	switch {
	case r == nil:
		return t.Say(RootUntold)
	case r.UserNS && r.Sandbox != "":
		return t.Say(RootOr, t.Say(RootInUserNS), t.Say(RootInClass, r.Sandbox))
	case r.UserNS:
		return t.Say(RootInUserNS)
	case r.Sandbox != "":
		return t.Say(RootInClass, r.Sandbox)
	}
	return t.Say(RootNone)
}
