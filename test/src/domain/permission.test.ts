import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.js';
import type { Command } from '../../../src/domain/command.js';
import { mayEver, mayRun } from '../../../src/domain/permission.js';
import type { Conversation, Person, Role } from '../../../src/domain/person.js';

/**
 * Who may run what (reliability.md S1), written by hand from DESIGN.md 3.5 and never from the code.
 * Columns: Admin, Clerk, consolidator (K), Officer, Leader, a person who was removed (r), a stranger (s).
 *
 *   ✓  allowed     ·  refused
 *   !  allowed by the code though DESIGN 3.5 does not give it; why it is so today:
 *      - in private: /viec and /han serve leaders, clerks and consolidators too, within the plans they may watch;
 *        /tiendo serves the administrator, who has to see whether the assistant works.
 *      - in a bound group: whoever sits there sees the group's reminders anyway and may look at the same.
 *      A cell that is mended becomes `·` here.
 *
 * DESIGN names no place. In groups one looks, hands in what was sent there, leaves a step and asks for help; what
 * decides about others or lists people is done in private. Commands not registered yet are checked once they are.
 */
const matrix = `
                  private         bound group     unbound group
                  A C K O L r s   A C K O L r s   A C K O L r s
  start           ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓
  lienket         ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓
  viec            ! ! ! ✓ ! · ·   ! ! ! ✓ ! · !   ! ! ! ✓ ! · ·
  han             ! ! ! ✓ ! · ·   ! ! ! ✓ ! · !   ! ! ! ✓ ! · ·
  nop             · · · ✓ · · ·   · · · ✓ · · ·   · · · ✓ · · ·
  khongphatsinh   · · · ✓ · · ·   · · · · · · ·   · · · · · · ·
  xong            · · · ✓ · · ·   · · · · · · ·   · · · · · · ·
  giahan          · · · ✓ · · ·   · · · · · · ·   · · · · · · ·
  bienlai         ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓
  tiendo          ! ✓ ✓ ✓ ✓ · ·   ! ✓ ✓ ✓ ✓ · !   ! ✓ ✓ ✓ ✓ · ·
  dondoc          · ✓ ✓ · · · ·   · · · · · · ·   · · · · · · ·
  duyet           · ✓ ✓ · · · ·   · · · · · · ·   · · · · · · ·
  tonghop         · ✓ ✓ · ✓ · ·   · · · · · · ·   · · · · · · ·
  kehoach         ✓ ✓ · · · · ·   · · · · · · ·   · · · · · · ·
  giao            ✓ ✓ · · · · ·   · · · · · · ·   · · · · · · ·
  donvi           ✓ ✓ · · · · ·   · · · · · · ·   · · · · · · ·
  nhom            ✓ ✓ · · · · ·   ✓ ✓ · · · · ·   ✓ ✓ · · · · ·
  nhacviec        ✓ ✓ · · · · ·   ✓ ✓ · · · · ·   ✓ ✓ · · · · ·
  hoannhac        · · · ✓ · · ·   · · · · · · ·   · · · · · · ·
  nghiphep        · · · ✓ · · ·   · · · · · · ·   · · · · · · ·
  tuychon         ✓ ✓ ✓ ✓ ✓ · ·   · · · · · · ·   · · · · · · ·
  mohinh          ✓ ✓ ✓ ✓ ✓ · ·   · · · · · · ·   · · · · · · ·
  dexuat          · · · ✓ · · ·   · · · · · · ·   · · · · · · ·
  huy             ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓
  trogiup         ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓ ✓ ✓ ✓ ✓ ✓ ✓
`;

const roles: readonly Role[] = ['admin', 'clerk', 'consolidator', 'officer', 'leader'];

function holder(...held: Role[]): Person {
  const grants = held.map((role) => ({ role, unitId: 'u1' }));
  return { id: 'p1', name: 'Lê Thu Hà', grants, createdAt: '2022-06-02T02:00:00.000Z', removedAt: null };
}

function removed(person: Person): Person {
  return { ...person, removedAt: '2022-06-20T02:00:00.000Z' };
}

const people: readonly (Person | null)[] = [...roles.map((role) => holder(role)), removed(holder()), null];
type Place = Pick<Conversation, 'kind' | 'unitIds' | 'planIds'>;

const inPrivate: Place = { kind: 'private', unitIds: [], planIds: [] };
const ofUnit: Place = { kind: 'group', unitIds: ['u1'], planIds: [] };
const ofPlan: Place = { kind: 'group', unitIds: [], planIds: ['p1'] };
const unbound: Place = { kind: 'group', unitIds: [], planIds: [] };

/** Rows of the table: the cells of each command, places apart. */
const rows = new Map(
  matrix
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/))
    .filter(([name = '']) => /^[a-z]+$/.test(name) && name !== 'private')
    .map(([name = '', ...places]) => [name, places]),
);

/** What the code allows, written as the table writes it; where the table has `!`, so has this when it is allowed. */
function row(command: Command, place: Place, expected: string): string {
  const marks = expected.split(' ');
  return people
    .map((person, i) => (mayRun(command, person, place) ? (marks[i] === '!' ? '!' : '✓') : '·'))
    .join(' ');
}

describe('src/domain/permission.ts', () => {
  it('has a row for every command of the registry', () => {
    expect(commands.map(({ name }) => name).filter((name) => !rows.has(name))).toEqual([]);
  });

  it('has a cell for every person in every place', () => {
    const sizes = [...rows.values()].map((places) => places.map((place) => place.split(' ').length));

    expect(sizes.filter((size) => size.join() !== '7,7,7')).toEqual([]);
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    'lets exactly these run /%s',
    (name, command) => {
      const [first = '', second = '', third = ''] = rows.get(name) ?? [];

      expect([
        row(command, inPrivate, first),
        row(command, ofUnit, second),
        row(command, unbound, third),
      ]).toEqual([first, second, third]);
      // A group bound to a plan is bound like one bound to a unit.
      expect(row(command, ofPlan, second)).toBe(second);
    },
  );

  it('opens nothing that changes anything to strangers in a bound group', () => {
    const open = commands.filter((command) => mayRun(command, null, ofUnit) && command.allowed !== 'anyone');

    expect(open.map(({ name }) => name).sort()).toEqual(['han', 'tiendo', 'viec']);
  });

  it('gives a holder of several roles what any of them gives, for whatever unit they are held', () => {
    fc.assert(
      fc.property(fc.subarray([...roles]), fc.constantFrom(...commands), anyPlace, (held, command, place) => {
        const each = held.some((role) => mayRun(command, holder(role), place));
        const any = mayRun(command, holder(), place);

        expect(mayRun(command, holder(...held), place)).toBe(each || any);
      }),
    );
  });

  it('leaves a removed person only what a stranger in private has, even if grants were left behind', () => {
    fc.assert(
      fc.property(fc.subarray([...roles]), fc.constantFrom(...commands), anyPlace, (held, command, place) => {
        const person = removed(holder(...held));

        expect(mayRun(command, person, place) && command.allowed !== 'anyone').toBe(false);
        expect(mayEver(command, person)).toBe(command.allowed === 'anyone');
      }),
    );
  });

  it('keeps a command to its place, whoever asks', () => {
    const command = { allowed: 'anyone', isLookup: true } as const;

    expect(mayRun({ ...command, where: 'private' }, holder('clerk'), ofUnit)).toBe(false);
    expect(mayRun({ ...command, where: 'group' }, holder('clerk'), inPrivate)).toBe(false);
    expect(mayRun({ ...command, where: 'group' }, null, unbound)).toBe(true);
  });

  it('says with mayEver what a role gives somewhere, and no more', () => {
    fc.assert(
      fc.property(fc.subarray([...roles]), fc.constantFrom(...commands), (held, command) => {
        const person = holder(...held);
        const place = command.where === 'group' ? unbound : inPrivate;

        expect(mayEver(command, person)).toBe(mayRun(command, person, place));
      }),
    );
    expect(mayEver({ allowed: 'linked' }, holder())).toBe(true);
    expect(mayEver({ allowed: 'linked' }, null)).toBe(false);
    expect(mayEver({ allowed: ['clerk'] }, null)).toBe(false);
    expect(mayEver({ allowed: [] }, holder(...roles))).toBe(false);
  });
});

const anyPlace = fc.constantFrom<Place>(inPrivate, ofUnit, ofPlan, unbound);
