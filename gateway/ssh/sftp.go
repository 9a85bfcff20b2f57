package ssh

// sftpScript starts the sftp server that an image has, where Debian, Alpine, Fedora and Arch have it.
const sftpScript = `for p in /usr/lib/openssh/sftp-server /usr/lib/ssh/sftp-server /usr/libexec/openssh/sftp-server /usr/libexec/sftp-server; do
	if [ -x "$p" ]; then exec "$p"; fi
done
if command -v sftp-server >/dev/null 2>&1; then exec sftp-server; fi
echo "berth: this image has no sftp-server. Install openssh-sftp-server in it, or copy by: tar c FILES | ssh ... tar x" >&2
echo "       这个镜像里没有 sftp-server。请在镜像中安装 openssh-sftp-server，或用：tar c 文件 | ssh ... tar x" >&2
exit 127`
