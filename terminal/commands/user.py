"""terminal user: who may sign in at the desk; the first administrator is made here, for there is no password to begin with."""

from pathlib import Path

import click

from terminal import clock
from terminal.commands.common import opened, settled
from terminal.errors import refuse_if
from terminal.staff import actions, queries, rules
from terminal.staff.hashing import new_password
from terminal.staff.rules import Declared, Role

BY = "命令行"


@click.group()
def user() -> None:
    """People who sign in at the desk (人员)."""


def _password(generate: bool, name: str) -> str:
    """Made up, or asked for twice; looked at before it is asked for again."""
    if generate:
        return new_password()
    typed: str = click.prompt(f"给{name}的密码（至少 {rules.LEAST_PASSWORD} 个字，屏幕上看不见）", hide_input=True)
    refuse_if(rules.why_not_password(typed, name))
    if typed != click.prompt("再写一次", hide_input=True):
        raise click.UsageError("两次写的不一样，什么也没有改。")
    return typed


def _declared(committee_member: bool | None, relative_of: str) -> Declared | None:
    if committee_member is None and not relative_of:
        return None
    return Declared(bool(committee_member), relative_of)


def _tell(name: str, password: str, generate: bool) -> None:
    if generate:
        click.echo(f"{name}的密码：{password}\n请抄下来交给本人。只显示这一次，哪里也没有存。")


@user.command("add")
@click.argument("name")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="Once for each role.",
)
@click.option("--office", default="", help="Post, such as 文书.")
@click.option(
    "--committee-member/--not-committee-member",
    default=None,
    help="Declared: sits on the village committee. A supervisor must declare.",
)
@click.option("--relative-of", default="", help="Declared: close relative of this committee member.")
@click.option("--generate", is_flag=True, help="Make up a password and show it once.")
@settled
def add(
    name: str,
    roles: tuple[str, ...],
    office: str,
    committee_member: bool | None,
    relative_of: str,
    generate: bool,
    config_file: Path | None,
    data: Path | None,
) -> None:
    """Make an account; the password is asked for twice.

    Example: terminal user add 王秀英 --role admin --role cadre --office 文书
    """
    opened(config_file, data)
    refuse_if(rules.why_not_name(name, {person.name for person in queries.people()}))
    wanted = actions.Wanted(
        name=name,
        roles=roles,
        password=_password(generate, name),
        office=office,
        declared=_declared(committee_member, relative_of),
    )
    person = actions.add(wanted, by=BY, now=clock.now())
    click.echo(f"已经有了：{person.name}（{'、'.join(person.role_names)}）。")
    _tell(person.name, wanted.password, generate)
    if not any(Role.ADMIN in one.roles for one in queries.active()):
        click.echo("还没有管理员。请再加一个：terminal user add 姓名 --role admin")


@user.command("list")
@settled
def list_people(config_file: Path | None, data: Path | None) -> None:
    """Everybody who has or had an account.

    Example: terminal user list
    """
    opened(config_file, data)
    found = queries.people()
    for person in found:
        left = f"  {person.disabled_on} 停用" if person.disabled_on else ""
        pin = "  有数字密码" if person.has_pin else ""
        click.echo(f"{person.name}  {person.office or '－'}  {'、'.join(person.role_names)}{pin}{left}")
    if not found:
        click.echo("还没有人。第一个管理员这样加：terminal user add 姓名 --role admin")


@user.command("reset")
@click.argument("name")
@click.option("--generate", is_flag=True, help="Make up a password and show it once.")
@click.option("--pin", is_flag=True, help="Take the PIN away instead; the person sets a new one at the desk.")
@settled
def reset(name: str, generate: bool, pin: bool, config_file: Path | None, data: Path | None) -> None:
    """Give a new password; whoever was signed in with the old one is signed out.

    Example: terminal user reset 王秀英 --generate
    """
    opened(config_file, data)
    person = queries.by_name(name)
    if pin:
        actions.set_pin(person, "", by=BY, now=clock.now())
        click.echo(f"{person.name}的数字密码取消了。")
        return
    password = _password(generate, person.name)
    actions.reset(person, password, by=BY, now=clock.now())
    click.echo(f"{person.name}的密码换好了，以前登录的都退出了。")
    _tell(person.name, password, generate)


@user.command("disable")
@click.argument("name")
@settled
def disable(name: str, config_file: Path | None, data: Path | None) -> None:
    """End an account: signed out at once, open work goes over to the office.

    Example: terminal user disable 王秀英
    """
    opened(config_file, data)
    person = queries.by_name(name)
    moved = actions.disable(person, by=BY, now=clock.now())
    if person.disabled_on:
        click.echo(f"{person.name}在 {person.disabled_on} 就停用了，没有再改什么。")
        return
    click.echo(f"{person.name}停用了，已经退出。没做完的 {moved} 件事交回办公室。以前公开的内容照旧。")
