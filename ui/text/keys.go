package text

// Words of the keys that may act for the user at a node.
var (
	KeysTitle    = Text{"Keys", "密钥"}
	KeysIntro    = Text{"A key acts for you at this node without asking your wallet each time: that of this device, of a CI job, or of ssh. It can do only what you allow it, and can never spend anything.", "密钥可以代表你在这个节点上操作，无需每次询问钱包：例如本设备、CI 任务或 ssh 的密钥。它只能做你允许的事，永远不能花钱。"}
	KeysLoading  = Text{"Asking the node for the keys", "正在向节点查询密钥"}
	KeysEmpty    = Text{"No keys yet", "还没有密钥"}
	KeysEmptyDo  = Text{"Add the public key of a CI job, to deploy from it, or your own for ssh and sftp.", "可以添加 CI 任务的公钥用于部署，或添加你自己的公钥用于 ssh 和 sftp。"}
	KeyHere      = Text{"This device", "本设备"}
	KeyUnnamed   = Text{"Key without a name", "未命名的密钥"}
	KeyMay       = Text{"May", "可以"}
	KeyMayAll    = Text{"everything here, except paying", "除付款外的一切操作"}
	KeyFor       = Text{"For", "适用于"}
	KeyForOne    = Text{"order %d", "订单 %d"}
	KeyForThis   = Text{"this order", "本订单"}
	KeyForAll    = Text{"all your orders with this node", "你在该节点的所有订单"}
	KeyUntil     = Text{"Until", "有效至"}
	KeyUsed      = Text{"Last used", "最近使用"}
	KeyNever     = Text{"never", "从未"}
	KeyRevoke    = Text{"Revoke", "撤销"}
	KeyRevoking  = Text{"Revoking", "正在撤销"}
	KeyRevokeIt  = Text{"Revoke “%s”?", "撤销“%s”？"}
	KeyRevokeDo  = Text{"The key can do nothing any more at this node, at once: what it has open closes, shells and forwards included. What it deployed goes on running.", "该密钥立即失效，它打开的内容会关闭，包括终端和端口转发。它部署的服务继续运行。"}
	KeyRevokeMe  = Text{"This page uses it: your wallet is asked once when you go on here.", "本页正在使用它：继续操作时钱包会询问一次。"}
	KeyByWallet  = Text{"Your wallet is asked once: this was allowed later than this device, which cannot end it alone. It costs nothing.", "钱包会询问一次：它比本设备更晚获得授权，本设备无权单独撤销。不花钱。"}
	KeyKeep      = Text{"Keep it", "保留"}
	KeyAll       = Text{"Revoke all", "全部撤销"}
	KeyAllIt     = Text{"Revoke all access?", "撤销全部访问？"}
	KeyAllDo     = Text{"All keys and all signed-in pages lose their access to this node at once, this one included. Shells, forwards and your own open services close.", "所有密钥和已登录的页面会立即失去对该节点的访问，包括本页。终端、端口转发和你自己打开的服务都会关闭。"}
	KeyAllDoOne  = Text{"All keys and signed-in pages for this order lose their access at once, this one included. Shells, forwards and your own open services close.", "本订单的所有密钥和已登录的页面会立即失去访问，包括本页。终端、端口转发和你自己打开的服务都会关闭。"}
	KeyAllStays  = Text{"What runs goes on, share links stay, and your wallet can let you in again.", "服务照常运行，分享链接不变，你随时可以用钱包重新进入。"}
	KeyStale     = Text{"The node does not answer now; this is as it was at %s.", "节点暂时没有响应，以下是 %s 的情况。"}
	PagesTitle   = Text{"Signed in by your wallet", "由钱包登录的页面"}
	PageHere     = Text{"This page", "本页"}
	PageElse     = Text{"Another page or program", "其他页面或程序"}
	PageSince    = Text{"Since", "开始于"}
	PageEnd      = Text{"Sign out", "退出登录"}
	PageEndOf    = Text{"Sign out: %s", "退出登录：%s"}
	PageEndIt    = Text{"Sign this out?", "退出登录？"}
	PageEndDo    = Text{"It loses its access to this node at once: shells and forwards that are open by it close.", "它会立即失去对该节点的访问，其打开的终端和端口转发会关闭。"}
	KeyAdd       = Text{"Add a key", "添加密钥"}
	KeyPaste     = Text{"Public key", "公钥"}
	KeyPasteHelp = Text{"One line of a .pub file, as ssh-keygen writes it. Never the private key.", "ssh-keygen 生成的 .pub 文件中的一行。切勿粘贴私钥。"}
	KeyMake      = Text{"No key yet? Make one", "还没有密钥？先生成一个"}
	KeyName      = Text{"Name", "名称"}
	KeyNameHelp  = Text{"So that you know it again: a machine or a purpose.", "方便日后辨认，例如设备或用途。"}
	KeyNameBad   = Text{"Enter a name.", "请输入名称。"}
	KeyScopes    = Text{"What may it do?", "允许做什么？"}
	KeyScopeNone = Text{"Choose at least one.", "请至少选择一项。"}
	KeyWhich     = Text{"For which orders?", "适用于哪些订单？"}
	KeyThis      = Text{"Only this order", "仅本订单"}
	KeyThisNote  = Text{"And what replaces it.", "以及替换它的订单。"}
	KeyEvery     = Text{"All orders with this node", "该节点的所有订单"}
	KeyEveryNote = Text{"Those of now and of later.", "包括现有的和以后的。"}
	KeyLong      = Text{"How long?", "有效期"}
	KeyDoes      = Text{"Your wallet asks once. It costs nothing, and you can revoke the key here at any time.", "钱包会询问一次，不花钱。你随时可以在这里撤销。"}
	KeyDo        = Text{"Add it", "添加"}
	KeySign      = Text{"Sign in your wallet", "请在钱包中签名"}
	KeySending   = Text{"Telling the node", "正在通知节点"}

	KeyBadEmpty   = Text{"Paste a public key.", "请粘贴公钥。"}
	KeyBadPrivate = Text{"That is a private key. Never give it away: paste the .pub file. As it has been pasted here, better make a new one.", "这是私钥，切勿交给任何人。请粘贴 .pub 文件的内容；既然已经粘贴过，最好重新生成一对密钥。"}
	KeyBadRSA     = Text{"RSA keys are not taken. Make one with: ssh-keygen -t ed25519", "不支持 RSA 密钥。请用以下命令生成：ssh-keygen -t ed25519"}
	KeyBadType    = Text{"Keys of the type %s are not taken. Make one with: ssh-keygen -t ed25519", "不支持 %s 类型的密钥。请用以下命令生成：ssh-keygen -t ed25519"}
	KeyBadOptions = Text{"Leave out what stands in front of the key's type.", "请去掉密钥类型前面的内容。"}
	KeyBadLines   = Text{"Paste one key, on one line.", "请只粘贴一个密钥，占一行。"}
	KeyBadForm    = Text{"That is no OpenSSH public key. It begins with ssh-ed25519 or ecdsa-sha2-nistp256.", "这不是 OpenSSH 公钥，应以 ssh-ed25519 或 ecdsa-sha2-nistp256 开头。"}
	KeyHave       = Text{"This key has access already, until %s. Adding it again replaces what it may.", "该密钥已有访问权限，有效至%s。再次添加会替换其权限。"}

	KeyAdded    = Text{"The key is added", "密钥已添加"}
	KeySSHFor   = Text{"Shell in %s", "%s 的终端"}
	KeySSHHost  = Text{"The node's host key, to compare on the first connection", "节点的主机公钥，首次连接时请核对"}
	KeyNoSSH    = Text{"This node offers no SSH. The key still works for the API.", "该节点不提供 SSH，密钥仍可用于 API。"}
	KeyNoShell  = Text{"For ssh a key needs “open a shell and forward ports”.", "使用 ssh 需要“打开终端、转发端口”权限。"}
	KeyCI       = Text{"Deploy from CI", "从 CI 部署"}
	KeyCIWords  = Text{"A CI job asks the node for a token with this key (byKey) and signs each deployment with it; your wallet is not asked. The node says how:", "CI 任务用该密钥向节点换取令牌（byKey），并签署每次部署，无需钱包。具体格式见节点的接口说明："}
	KeyCIDocs   = Text{"its API", "接口说明"}
	KeyDone     = Text{"Done", "完成"}
	KeySSHTitle = Text{"Connect with ssh", "用 ssh 连接"}
	KeySSHAdd   = Text{"Add your public key first, and allow it to open a shell.", "请先添加你的公钥，并允许它打开终端。"}
)

// Scopes are what a scope lets a key do, as the end of “may …”.
var Scopes = map[string]Text{
	"read":    {"see what runs, its logs and use, and open services", "查看运行情况、日志和用量，并打开服务"},
	"operate": {"stop, start and restart", "停止、启动和重启"},
	"deploy":  {"deploy new versions", "部署新版本"},
	"shell":   {"open a shell and forward ports", "打开终端、转发端口"},
	"share":   {"share: links, visibility, visitors, domains", "管理分享：链接、公开范围、访客和域名"},
	"data":    {"copy what is on disks, download and restore it", "备份、下载和恢复磁盘数据"},
	"health":  {"hear whether all of it runs, and nothing else", "只能得知是否都在运行，别无其他"},
}

// Words of who signed a version.
var (
	VersionBy       = Text{"signed by %s", "由 %s 签署"}
	VersionByWallet = Text{"signed by your wallet", "由你的钱包签署"}
	VersionProof    = Text{"Proof", "证明"}
	VersionProofFor = Text{"Save the proof of version %d: the signatures from your wallet to it", "保存版本 %d 的证明：从你的钱包到该版本的签名链"}
	VersionProofOf  = Text{"Preparing the proof", "正在准备证明"}
)
