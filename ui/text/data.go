package text

import "berth/shared/wire"

// Words of an order's data: disks, snapshots, backups.
var (
	DataTitle   = Text{"Disks", "磁盘"}
	DataLoading = Text{"Asking the node for your disks", "正在向节点查询磁盘"}
	DataEmpty   = Text{"No disks", "没有磁盘"}
	DataEmptyDo = Text{"What runs for this order keeps nothing: its files have no volumes. Deploy something with a volume, and its data can be saved here.", "当前部署没有使用存储卷，不会保存数据。部署带存储卷的服务后，可以在这里保存数据。"}
	DataUnable  = Text{"This node copies no disks. Copy what you need by a shell or by SSH.", "该节点不支持复制磁盘，请通过终端或 SSH 自行复制。"}
	DataStale   = Text{"The node does not answer now; this is as it was at %s.", "节点暂时没有响应，以下是 %s 的情况。"}
	DiskOf      = Text{"%s of %s used", "已用 %s / %s"}
	DiskSize    = Text{"%s bought", "已购 %s"}
	DiskUsedBy  = Text{"Used by %s", "由 %s 使用"}
	DiskBusy    = Text{"It is being copied or replaced", "正在复制或替换"}

	DiskGrow         = Text{"Make larger", "扩大"}
	DiskGrowOf       = Text{"Make %s larger", "扩大 %s"}
	DiskGrowNow      = Text{"It has %s now. What is on it stays, and a disk never shrinks again.", "现有 %s。数据会保留，之后不能再缩小。"}
	DiskGrowOrder    = Text{"Where your file gives no size, a disk has its share of the order's: choose a larger disk for the order, and what that costs is shown before you sign.", "如果文件里没有写大小，磁盘按订单的磁盘分得一份：请为订单选更大的磁盘，签名前会显示费用。"}
	DiskGrowFile     = Text{"Where your file gives one, write the larger size there and deploy it. The order's disk has to have room for it.", "如果文件里写了大小，请改成更大的值再部署。订单的磁盘要有足够空间。"}
	DiskGrowByOrder  = Text{"Change the order", "更改订单"}
	DiskGrowByFile   = Text{"Change the file", "修改文件"}
	SnapshotMake     = Text{"Make a snapshot", "创建快照"}
	SnapshotMakeOf   = Text{"Make a snapshot of %s", "为 %s 创建快照"}
	SnapshotHow      = Text{"Meanwhile the services", "创建期间，服务"}
	SnapshotLive     = Text{"go on", "继续运行"}
	SnapshotLiveNote = Text{"Files are copied one after the other while the service goes on writing. A database may not start from such a copy.", "服务继续写入，文件逐个复制，可能来自不同时刻；数据库未必能从这样的副本启动。"}
	SnapshotStop     = Text{"stop, and start again after it", "停止，完成后再启动"}
	SnapshotStopNote = Text{"The copy is as the services left it. Nobody reaches them until it is made.", "副本是服务正常停止后的状态，期间无法访问服务。"}
	SnapshotsTitle   = Text{"Snapshots", "快照"}
	SnapshotsNone    = Text{"None yet. A snapshot is a copy of a disk that the node keeps for a while, and that you can download.", "还没有快照。快照是节点暂时保存的磁盘副本，可以下载。"}
	SnapshotsKept    = Text{"%d of %d, %s of %s. Each is kept for %s, and none longer than the order's data.", "%d / %d 个，%s / %s。每个保留 %s，不会比订单数据更久。"}
	SnapshotBegin    = Text{"Begin", "开始"}
	SnapshotGet      = Text{"Download", "下载"}
	SnapshotGetOf    = Text{"Download: %s", "下载：%s"}
	SnapshotRemove   = Text{"Delete", "删除"}
	SnapshotRemoveOf = Text{"Delete: %s", "删除：%s"}
	SnapshotUntil    = Text{"kept until %s", "保留至 %s"}
	SnapshotSkipped  = Text{"%d left out: devices, sockets, or what could not be read", "%d 项未包含：设备、套接字或无法读取的文件"}
	SnapshotChanged  = Text{"%d files changed while they were read", "%d 个文件在读取时发生变化"}
	SnapshotCame     = Text{"your file", "你的文件"}
	SnapshotGone     = Text{"Delete this snapshot?", "删除这个快照？"}
	SnapshotGoneDo   = Text{"The copy on the node is gone then; the disk stays as it is.", "节点上的副本将被删除，磁盘不受影响。"}
	DataDelete       = Text{"Delete it", "删除"}
	DataKeep         = Text{"Keep it", "保留"}

	RestoreButton   = Text{"Restore", "恢复"}
	RestoreOf       = Text{"Replace what is on %s", "替换 %s 的内容"}
	RestoreFrom     = Text{"By", "使用"}
	RestoreSnapshot = Text{"a snapshot of this order", "本订单的快照"}
	RestoreFile     = Text{"a file of mine (.tar.zst)", "我的文件（.tar.zst）"}
	RestoreOrder    = Text{"a snapshot of another order of mine", "我的其他订单的快照"}
	RestoreBackup   = Text{"a backup in a bucket", "存储桶中的备份"}
	RestoreWhich    = Text{"Snapshot", "快照"}
	RestoreNone     = Text{"There is none that is ready.", "没有可用的快照。"}
	RestoreChoose   = Text{"Choose a file", "选择文件"}
	RestoreResumes  = Text{"If it breaks off, choose the same file again: it goes on where it was.", "如果中断，再次选择同一文件即可继续。"}
	RestoreInPlace  = Text{"Delete what is on the disk first", "先删除磁盘上的内容"}
	RestoreInNote   = Text{"For when the disk has no room for both. If it fails then, the old content is gone.", "磁盘放不下两份时使用。如果失败，原内容将无法恢复。"}
	RestoreDo       = Text{"The services that use %s stop, what is on it is deleted, and they start again with the other content.", "使用 %s 的服务会停止，磁盘内容被替换，然后重新启动。"}
	RestoreGo       = Text{"Replace it", "替换"}
	RestoreSumming  = Text{"Reading your file: %s", "正在读取文件：%s"}
	RestoreSending  = Text{"Sending: %s of %s", "正在上传：%s / %s"}
	RestoreFetching = Text{"The node fetches it: %s of %s", "节点正在取回：%s / %s"}
	RestoreAsking   = Text{"Asking the node", "正在请求节点"}
	RestoreBegun    = Text{"Restoring %s: %s of %s", "正在恢复 %s：%s / %s"}
	RestoreDone     = Text{"%s was restored %s", "%s 已恢复（%s）"}
	RestoreFailed   = Text{"%s was not restored: %s", "%s 未恢复：%s"}
	RestoreKept     = Text{"It has what was on it before.", "磁盘保留原来的内容。"}
	RestoreLost     = Text{"Its old content is gone: restore it from something else.", "原内容已丢失，请从其他来源恢复。"}
	OtherOrder      = Text{"Order", "订单"}
	OtherLook       = Text{"See its snapshots", "查看它的快照"}
	OtherNone       = Text{"You have no other running order.", "你没有其他运行中的订单。"}
	OrderAt         = Text{"No. %d, %s", "%d 号，%s"}

	BackupTitle     = Text{"Backups to your own storage", "备份到自己的存储"}
	BackupIntro     = Text{"The node copies the disks into a bucket of yours (S3), encrypted for a key that only you have: neither the node nor the storage can read them.", "节点把磁盘复制到你的存储桶（S3），用只有你持有的密钥加密，节点和存储方都无法读取。"}
	BackupSetUp     = Text{"Set up backups", "设置备份"}
	BackupChange    = Text{"Change", "更改"}
	BackupNow       = Text{"Back up now", "立即备份"}
	BackupEnd       = Text{"End backups", "停止备份"}
	BackupEndIt     = Text{"End backups of this order?", "停止备份此订单？"}
	BackupEndDo     = Text{"The node forgets the bucket and its secret. What is in the bucket stays.", "节点会删除存储桶信息和密钥。存储桶中的内容保留。"}
	BackupTo        = Text{"Goes to", "保存到"}
	BackupWhen      = Text{"When", "频率"}
	BackupNext      = Text{"Next", "下次"}
	BackupGood      = Text{"Last made", "上次成功"}
	BackupNever     = Text{"none yet", "还没有"}
	BackupKeys      = Text{"Encrypted for", "加密给"}
	BackupKeeps     = Text{"Keeps", "保留"}
	BackupKeepsAll  = Text{"all of them", "全部"}
	BackupKeepsSome = Text{"the newest %d, one a day for %d days, one a week for %d weeks", "最新 %d 个，每天一个共 %d 天，每周一个共 %d 周"}
	BackupDoing     = Text{"Backing up %s: %s so far", "正在备份 %s：已传 %s"}
	BackupUndoing   = Text{"Restoring %s from a backup: %s so far", "正在从备份恢复 %s：已读 %s"}
	BackupFailed    = Text{"The last backup came to nothing, %s", "上次备份未完成（%s）"}
	RestoreBroke    = Text{"The last restore from a backup came to nothing, %s", "上次从备份恢复未完成（%s）"}
	RestoreWas      = Text{"Restored from a backup %s", "已从备份恢复（%s）"}
	BackupsList     = Text{"See the backups", "查看备份"}
	BackupsNone     = Text{"There are no backups in this bucket.", "存储桶里没有备份。"}
	BackupBroken    = Text{"not finished", "未完成"}
	BackupsMore     = Text{"Older ones", "更早的备份"}

	BackupEndpoint  = Text{"S3 server", "S3 服务器"}
	BackupRegion    = Text{"Region", "区域"}
	BackupRegionFor = Text{"As your provider names it; empty: us-east-1.", "按服务商的名称填写；留空为 us-east-1。"}
	BackupBucket    = Text{"Bucket", "存储桶"}
	BackupPrefix    = Text{"Folder in it", "桶内目录"}
	BackupPrefixFor = Text{"May be empty. It ends with a slash.", "可留空，以斜杠结尾。"}
	BackupAccess    = Text{"Access key", "访问密钥 ID"}
	BackupSecret    = Text{"Secret of the access key", "访问密钥的密文"}
	BackupSecretFor = Text{"The node keeps it sealed and never shows it again. Best give a key that can use this bucket alone.", "节点加密保存，不再显示。建议使用只能访问该桶的密钥。"}
	BackupSecretHas = Text{"Leave empty to keep the one that the node has.", "留空则继续使用节点保存的密钥。"}
	BackupPath      = Text{"The bucket's name is in the path", "桶名放在路径中"}
	BackupPathNote  = Text{"As MinIO and most servers of one's own want it.", "MinIO 等自建服务器通常需要。"}
	BackupEvery     = Text{"How often", "频率"}
	BackupNewest    = Text{"Keep the newest", "保留最新"}
	BackupDaily     = Text{"and one a day for", "每天一个，保留"}
	BackupWeekly    = Text{"and one a week for", "每周一个，保留"}
	UnitBackups     = Text{"backups", "个"}
	UnitDays        = Text{"days", "天"}
	UnitWeeks       = Text{"weeks", "周"}
	BackupStop      = Text{"Stop the services while a disk is copied", "复制磁盘时停止服务"}
	BackupStopNote  = Text{"Else files may be of different moments, and a database may not start from the copy.", "否则文件可能来自不同时刻，数据库未必能从副本启动。"}
	BackupKey       = Text{"Public key of age that it is encrypted for", "用于加密的 age 公钥"}
	BackupKeyFor    = Text{"Begins with age1. Several are separated by spaces.", "以 age1 开头，多个用空格分隔。"}
	BackupKeyMake   = Text{"Make a key here", "在此生成密钥"}
	BackupKeyMade   = Text{"This is your key. It is shown this once and kept nowhere: without it nobody can read your backups, you neither.", "这是你的密钥，只显示这一次，不会保存在任何地方。丢失后任何人（包括你）都无法读取备份。"}
	BackupKeySave   = Text{"Save it as a file", "保存为文件"}
	BackupKeyKept   = Text{"I have kept it in a safe place", "我已妥善保存"}
	BackupKeyFirst  = Text{"Save your key first, and say that you have.", "请先保存密钥并勾选确认。"}
	BackupKeyUnable = Text{"This browser cannot make such a key. Make one with age-keygen and enter its public key.", "此浏览器无法生成密钥。请用 age-keygen 生成，并填写公钥。"}
	BackupKeyBad    = Text{"A public key of age: age1 and 58 letters and digits. Never the one that begins with AGE-SECRET-KEY-1.", "age 公钥：age1 加 58 个字符。不要填写以 AGE-SECRET-KEY-1 开头的私钥。"}
	BackupSave      = Text{"Try and save", "测试并保存"}
	BackupTrying    = Text{"The node tries the bucket", "节点正在测试存储桶"}
	BackupDrop      = Text{"Leave it", "取消"}
	BackupHTTPS     = Text{"An address that begins with https://, without a path.", "以 https:// 开头的地址，不含路径。"}
	BackupMissing   = Text{"This is needed.", "必填。"}
	BackupNumber    = Text{"A number from 0 to %d.", "0 到 %d 之间的数字。"}

	BackupWhich    = Text{"Backup", "备份"}
	BackupDisk     = Text{"Disk in it", "其中的磁盘"}
	BackupFind     = Text{"Look for backups", "查找备份"}
	BackupElse     = Text{"From another bucket", "其他存储桶"}
	BackupIdentity = Text{"Your key (AGE-SECRET-KEY-1…)", "你的密钥（AGE-SECRET-KEY-1…）"}
	BackupIdentFor = Text{"The node uses it for this restore alone and keeps it nowhere. If you do not want to give it away, decrypt the file yourself and restore it as a file of yours.", "节点只在本次恢复中使用，不会保存。如果不想提供，请自行解密后作为文件恢复。"}
	BackupIdentBad = Text{"AGE-SECRET-KEY-1 and 58 letters and digits.", "AGE-SECRET-KEY-1 加 58 个字符。"}
)

// SnapshotStates are how far a snapshot is; {bytes} and {of} are of it.
var SnapshotStates = map[wire.SnapshotState]Text{
	wire.SnapshotMaking:    {"being made, %s", "创建中，%s"},
	wire.SnapshotUploading: {"uploading, %s", "上传中，%s"},
	wire.SnapshotFetching:  {"being fetched, %s", "取回中，%s"},
	wire.SnapshotReady:     {"%s", "%s"},
	wire.SnapshotFailed:    {"failed", "失败"},
}

// BackupPeriods are how often backups are made.
var BackupPeriods = map[wire.BackupEvery]Text{
	wire.BackupNever:  {"only when I say so", "仅手动"},
	wire.BackupHourly: {"every hour", "每小时"},
	wire.BackupDaily:  {"every day", "每天"},
	wire.BackupWeekly: {"every week", "每周"},
}

// BackupFaults are why a backup or a restore came to nothing, with what to do.
var BackupFaults = map[wire.BackupFault]Text{
	wire.FaultEndpoint:    {"The S3 server is not reached by https at a public address. Look at its address.", "无法通过 https 访问公网上的 S3 服务器，请检查地址。"},
	wire.FaultCertificate: {"The S3 server's certificate has run out, is another host's, or of nobody that the node trusts. Look at its address, or renew the certificate.", "S3 服务器的证书已过期、属于其他主机，或不受节点信任。请检查地址，或更换证书。"},
	wire.FaultBucket:      {"There is no bucket of that name. Make it first, or look at its name and at where it stands in the address.", "没有这个存储桶。请先创建，或检查名称及其在地址中的位置。"},
	wire.FaultRegion:      {"The bucket is in another region. Name that one.", "存储桶在其他区域，请填写正确的区域。"},
	wire.FaultAccessKey:   {"The S3 server does not know this access key.", "S3 服务器不认识这个访问密钥。"},
	wire.FaultSecret:      {"The secret is not that of the access key.", "密文与访问密钥不匹配。"},
	wire.FaultDenied:      {"The access key may not do that. Allow it to put, get, list and delete in the bucket.", "访问密钥权限不足。请允许它在桶内写入、读取、列出和删除。"},
	wire.FaultSlow:        {"The S3 server takes too long. It is tried again; or use one that is nearer.", "S3 服务器响应太慢。会再次尝试，或改用更近的服务器。"},
	wire.FaultFull:        {"The bucket has no room for more. Make room, or keep fewer backups.", "存储桶空间不足。请清理，或减少保留的备份。"},
	wire.FaultStore:       {"The S3 server answers with something unexpected. Look at its address and where the bucket's name stands.", "S3 服务器返回意外内容。请检查地址和桶名的位置。"},
	wire.FaultAltered:     {"What the storage gives back is not what was written. Do not rely on this backup.", "存储返回的内容与写入的不一致，请勿依赖此备份。"},
	wire.FaultDisk:        {"The disk cannot be read or written now. Activity says what happened.", "磁盘暂时无法读写，详情见“动态”。"},
	wire.FaultIdentity:    {"This key does not open the backup. Use the one whose public half it was encrypted for.", "这个密钥无法打开备份，请使用与加密公钥对应的密钥。"},
	wire.FaultMissing:     {"There is no such backup any more. Look for backups again.", "这个备份已不存在，请重新查找。"},
	wire.FaultInterrupted: {"The node was restarted meanwhile. A backup is made again by itself.", "期间节点重启。备份会自动重新进行。"},
}
